import type { FC } from 'hono/jsx';
import { Table } from '../../ui/table.tsx';
import type { Locale } from '../../ui/texts.ts';
import { officeTexts } from '../texts.ts';
import type { OfficeType } from './office-queries.server.ts';

/** The rules of the types, with their source. */
export const OfficeTypes: FC<{ types: readonly OfficeType[]; title?: string; locale: Locale }> = ({
  types,
  title,
  locale,
}) => {
  const t = officeTexts[locale];
  const { typeColumns: columns, range, atLeast, noStaff, weeks } = t.offices;
  const staff = ({ staffFrom, staffTo }: OfficeType) => {
    if (staffFrom === null) return noStaff;
    return staffTo === null ? atLeast(staffFrom) : range(staffFrom, staffTo);
  };
  return (
    <Table<OfficeType>
      caption={title ?? t.offices.types}
      rows={types}
      empty={<p>{t.emptyRegister}</p>}
      columns={[
        { head: columns.type, cell: (type) => (locale === 'sv' ? type.nameSv : type.nameEn) },
        { head: columns.staff, cell: staff },
        { head: columns.days, cell: (type) => range(type.daysFrom, type.daysTo) },
        { head: columns.hours, cell: (type) => `${type.opens}–${type.closes}` },
        { head: columns.lunch, cell: (type) => t.lunch[type.lunchClosing] },
        { head: columns.summer, cell: (type) => weeks(type.summerClosingWeeks) },
        { head: columns.bridge, cell: (type) => (type.openOnBridgeDays ? t.yes : t.no) },
        { head: columns.travelling, cell: (type) => (type.travellingStaff ? t.yes : t.no) },
        { head: t.source, cell: (type) => <cite>{type.source}</cite> },
      ]}
    />
  );
};
