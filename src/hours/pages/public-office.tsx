import { unscoped } from '../../platform/database.server.ts';
import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { hoursOf } from '../store.server.ts';
import { hoursView } from '../view.ts';
import { Exceptions, Languages } from './office.tsx';
import { HoursNow } from './parts.tsx';

/** GET /kontor/:code: for visitors, without signing in: open or closed, the week, coming exceptions, other languages. */
export async function showPublicOffice(c: Http) {
  const { database, clock } = c.get('services');
  const locale = c.get('locale');
  const office = await hoursOf(unscoped(database.pool), { code: c.req.param('code') ?? '' });
  const at = clock();
  const view = hoursView(office, at);
  return page(
    c,
    { title: office.name, width: 'text' },
    <>
      <h1>{office.name}</h1>
      <HoursNow office={office} view={view} at={at} locale={locale} />
      <Exceptions office={office} rows={view.exceptions} may={false} locale={locale} />
      <Languages office={office} rows={view.languages} may={false} locale={locale} />
    </>,
  );
}
