import type { Locale } from '../../ui/texts.ts';
import type { Body, Category } from '../categories.server.ts';
import type { PublicFault } from '../public.server.ts';
import { closeKindText } from '../public-texts.ts';
import { publicText } from '../rules/public-text.ts';
import type { Value } from './xml.ts';

// What is said in Open311, in its own words and order (https://wiki.open311.org/GeoReport_v2).

/** The whole second, with offset. */
export const moment = (at: Temporal.Instant) =>
  at.toZonedDateTimeISO('Europe/Stockholm').toString({ timeZoneName: 'never', smallestUnit: 'second' });

export const serviceSaid = (category: Category, locale: Locale): Value => ({
  service_code: category.code,
  service_name: category.name[locale],
  description: category.about[locale] === '' ? category.name[locale] : category.about[locale],
  metadata: category.questions.length > 0,
  type: 'realtime',
  keywords: category.keywords.split(/\s+/).filter(Boolean).join(', '),
  group: category.group[locale],
});

export const definitionSaid = (category: Category, locale: Locale): Value => ({
  service_code: category.code,
  attributes: category.questions
    .toSorted((a, b) => a.order - b.order)
    .map((question) => ({
      variable: question.variable,
      code: question.code,
      datatype: question.datatype,
      required: question.required,
      datatype_description: question.help?.[locale] ?? null,
      order: question.order,
      description: question[locale],
      ...(question.datatype.endsWith('list')
        ? { values: question.values.map((each) => ({ key: each.key, name: each[locale] })) }
        : {}),
    })),
});

/** `extensions`: the state in our own words too. */
export function requestSaid(
  fault: PublicFault,
  origin: string,
  locale: Locale,
  notes: string,
  extensions: boolean,
): Value {
  const how = fault.closeKind === null ? '' : closeKindText(fault.closeKind, locale);
  return {
    service_request_id: fault.reference,
    status: fault.state === 'closed' ? 'closed' : 'open',
    status_notes: [how, notes].filter(Boolean).join('. ') || null,
    service_name: fault.name[locale],
    service_code: fault.code,
    description: publicText(fault.description),
    agency_responsible: fault.body,
    service_notice: null,
    requested_datetime: moment(fault.receivedAt),
    updated_datetime: moment(fault.updatedAt),
    expected_datetime:
      fault.expectedOn === null
        ? null
        : moment(
            Temporal.PlainDate.from(fault.expectedOn)
              .toZonedDateTime({ timeZone: 'Europe/Stockholm', plainTime: '17:00' })
              .toInstant(),
          ),
    address: fault.place === '' ? null : publicText(fault.place),
    address_id: fault.addressId,
    zipcode: null,
    lat: fault.latitude,
    long: fault.longitude,
    media_url: fault.photoId === null ? fault.mediaUrl : `${origin}/felanmalan/bild/${fault.photoId}`,
    ...(extensions
      ? {
          extended_attributes: {
            detailed_status: fault.state,
            close_kind: fault.closeKind,
            said_by_reporter: fault.saidByReporter,
            duplicate_of: fault.duplicateOf,
          },
        }
      : {}),
  };
}

export function discoverySaid(origin: string, bodies: readonly Body[], demonstration: boolean): Value {
  const changeset = '2026-11-22T00:00:00+01:00';
  return {
    changeset,
    contact: bodies.map(({ name, contact }) => (contact === '' ? name : `${name}: ${contact}`)).join('; '),
    key_service: `${origin}/felanmalningar/installningar`,
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: `${origin}/open311/v2`,
        changeset,
        type: demonstration ? 'test' : 'production',
        formats: ['text/xml', 'application/json'],
      },
    ],
  };
}
