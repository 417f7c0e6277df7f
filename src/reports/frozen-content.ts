import type { ReportContent } from './content.ts';

/** What the older versions of the content lack. 1: the offices' answers and what is supplemented; 2: the last two. */
type Frozen = Omit<ReportContent, 'schema' | 'surplusDuring' | 'performed'> &
  Partial<Pick<ReportContent, 'surplusDuring' | 'performed'>> & { readonly schema: 1 | 2 | 3 };

/** A frozen content as it is read now, whatever version it was frozen in: what was not told then is null. */
export function readFrozen(text: string): ReportContent {
  const frozen: Frozen = JSON.parse(text);
  return {
    ...frozen,
    duty: { ...frozen.duty, to: frozen.duty.to ?? ['kammarkollegiet'] },
    offices: frozen.offices.map((office) => ({ ...office, answer: office.answer ?? null })),
    surplusDuring: frozen.surplusDuring ?? null,
    performed: frozen.performed ?? null,
    supplements: frozen.supplements ?? null,
  };
}

/** The content as version 2 had it: what was frozen then is the same as what stands now, if this is. */
export function asVersion2({ surplusDuring: _, performed: __, ...content }: ReportContent): object {
  return { ...content, schema: 2 };
}
