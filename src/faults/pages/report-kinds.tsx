import type { Http } from '../../shell/http.ts';
import { page } from '../../shell/page.tsx';
import { Button } from '../../ui/components.tsx';
import { Input } from '../../ui/fields.tsx';
import type { Category } from '../categories.server.ts';
import { faultTexts } from '../public-texts.ts';
import { addressOf, type Chosen, PlaceLine, pointText, StepLine } from './chosen.tsx';

type Kind = Category & { readonly body: string };

/** The second step: what kind, found by a word or in the list. */
export function showKinds(c: Http, chosen: Chosen, categories: readonly Kind[]) {
  const locale = c.get('locale');
  const t = faultTexts[locale];
  const word = (c.req.query('sok') ?? '').slice(0, 100).trim();
  const fold = (text: string) => text.toLocaleLowerCase('sv');
  const found = categories.filter(({ name, about, keywords, group }) =>
    fold([name.sv, name.en, about.sv, about.en, keywords, group.sv, group.en].join(' ')).includes(fold(word)),
  );
  const shown = found.length === 0 ? categories : found;
  const groups = [...new Set(shown.map(({ parentId }) => parentId))].map((id) =>
    shown.filter(({ parentId }) => parentId === id),
  );
  const bodies = new Set(shown.map(({ body }) => body));
  const one = bodies.size === 1 ? shown[0]!.body : null;
  return page(
    c,
    { title: t.kind.title, width: 'text' },
    <>
      <StepLine n={2} locale={locale} />
      <h1>{t.kind.title}</h1>
      {one === null ? null : <p>{t.kind.receivedBy(one)}</p>}
      <PlaceLine chosen={chosen} locale={locale} />
      <form method="get" action="/felanmalan" class="fault-number">
        {Object.entries({
          kommun: chosen.municipality,
          nara: chosen.point === null ? '' : pointText(chosen.point),
          plats: chosen.place,
          vy: chosen.point === null ? '' : String(chosen.level),
          steg: '2',
        })
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
        <Input name="sok" type="search" label={t.kind.search} value={word} />
        <Button kind="quiet">{t.kind.find}</Button>
      </form>
      {word !== '' && found.length === 0 ? <p role="status">{t.kind.none}</p> : null}
      {groups.map((group) => (
        <section class="fault-group">
          <h2>{group[0]!.group[locale]}</h2>
          <ul class="fault-kinds">
            {group.map((kind) => (
              <li>
                <a href={addressOf({ ...chosen, code: kind.code, bodyId: kind.bodyId })}>
                  <strong>{kind.name[locale]}</strong>
                  {kind.about[locale] === '' ? null : <span class="quiet"> {kind.about[locale]}</span>}
                </a>
              </li>
            ))}
          </ul>
          {one === null ? <p class="quiet">{t.kind.receivedBy(group[0]!.body)}</p> : null}
        </section>
      ))}
    </>,
  );
}
