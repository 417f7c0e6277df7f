import { pdfTemplate, renderPdf } from '../platform/pdf/render.server.ts';
import { formatMoment } from '../ui/format.ts';
import type { Application } from './applications.server.ts';
import { told } from './definition.ts';
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
