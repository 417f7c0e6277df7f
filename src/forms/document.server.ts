import { swedishDay } from '../kernel/plain-date.ts';
import { pdfTemplate, renderPdf } from '../platform/pdf/render.server.ts';
import { formatDay, formatMoment } from '../ui/format.ts';
import type { Application } from './applications.server.ts';
import { told } from './definition.ts';
import { applyTexts } from './public-texts.ts';
import { saidAnswers } from './rules/said.ts';

/** The application as a document, in Swedish: PDF/A-2a, the same bytes every time. */
export async function applicationPdf(application: Application, demonstration: boolean): Promise<Uint8Array> {
  const { form, answers, files, sentAt, cameBy, office, filledBy, version } = application;
  return renderPdf({
    content: {
      title: told(form.title, 'sv'),
      authority: application.authority,
      reference: application.reference,
      demonstration,
      facts: [
        {
          name: 'Inkom',
          value: `${formatMoment(sentAt)}, ${cameBy === 'web' ? 'från webben' : `vid disken, ifylld med ${filledBy ?? ''}`}`,
        },
        { name: 'Kontor', value: office },
        { name: 'Blankett', value: `${form.code}, version ${version}` },
      ],
      sections: saidAnswers(form, answers, files, 'sv'),
    },
    template: pdfTemplate('forms/pdf/application.typ'),
    at: sentAt,
    standard: 'a-2a',
  });
}

/**
 * The decision as a document to hand out, in Swedish (10 § språklagen (2009:600)) but for how to appeal, which is in the language of
 * the application: what, when, by whom, why, and how to appeal (31–33 §§ förvaltningslagen (2017:900)). Null when nothing is decided.
 */
export async function decisionPdf(
  application: Application,
  demonstration: boolean,
): Promise<Uint8Array | null> {
  const { form, outcome, authority, applicant, reference, office } = application;
  if (outcome === null || outcome.decision === null) return null;
  const t = applyTexts.sv.receipt;
  const { represented } = outcome;
  const facts = [
    { name: 'Ansökan', value: told(form.title, 'sv') },
    { name: 'Sökande', value: applicant ?? 'Framgår av ansökan' },
    ...(represented === null ? [] : [{ name: 'Företräds av', value: represented }]),
    { name: 'Ansökan kom in', value: formatDay(outcome.arrivedOn, 'sv') },
    {
      name: 'Beslutat',
      value: `${formatDay(swedishDay(outcome.at), 'sv')} av ${outcome.officer}, ${office}, i ${authority}s namn`,
    },
    ...(outcome.number === null ? [] : [{ name: 'Diarienummer', value: outcome.number }]),
  ];
  return renderPdf({
    content: {
      title: `Beslut ${reference}`,
      ...{ authority, reference, demonstration, facts },
      decision: t.outcome[outcome.decision],
      reasons: { title: t.reasons, text: outcome.reasons ?? '' },
      appeal: { title: t.appeal, text: outcome.appeal ?? '' },
    },
    template: pdfTemplate('forms/pdf/decision.typ'),
    at: outcome.at,
    standard: 'a-2a',
  });
}
