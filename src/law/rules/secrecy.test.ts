import { describe, expect, it } from 'vitest';
import { party } from '../test-facts.ts';
import { mayRead, secrecyLabel } from './secrecy.ts';

describe('R10: the label follows the principal', () => {
  it.each([
    ['40 kap. 7 c § offentlighets- och sekretesslagen (2009:400)', true],
    ['2 kap. 1 § offentlighets- och sekretesslagen (2009:400)', false],
  ])('R10: %s', (ref, governmentDirected) => {
    const label = secrecyLabel(party.skatteverket.id, governmentDirected);
    expect(label).toEqual({ authorityId: party.skatteverket.id, provision: { ref } });
  });

  const record = { ...secrecyLabel(party.skatteverket.id, true), officeId: 11 };
  it.each([
    ['the principal', { authorities: [party.skatteverket.id], offices: [] }, true],
    ['the office that served the visitor', { authorities: [], offices: [11] }, true],
    ['another principal', { authorities: [party.forsakringskassan.id], offices: [] }, false],
    ['another nämnd', { authorities: [party.kommun.id, party.otherKommun.id], offices: [] }, false],
    ['another office', { authorities: [], offices: [12] }, false],
    ['nobody in particular', { authorities: [], offices: [] }, false],
  ])('R10: 8 kap. 1–2 §§ offentlighets- och sekretesslagen: read by %s', (_, reader, expected) => {
    expect(mayRead(reader, record)).toBe(expected);
  });
});
