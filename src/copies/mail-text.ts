/** What the mail and the letter say; in Swedish, as authorities write to each other. */
export interface CopyFacts {
  readonly diaryNumber: string;
  readonly name: string;
  readonly version: number;
  readonly decidedOn: string;
  readonly sender: string;
  readonly parties: readonly string[];
  readonly provision: string;
  /** Name and address of who can be asked; null where nobody is known. */
  readonly askedBy: string | null;
}

export function copyMail(copy: CopyFacts): { readonly subject: string; readonly text: string } {
  const paragraphs = copyParagraphs(copy);
  return {
    subject: `Kopia av avtal ${copy.diaryNumber}, version ${copy.version} – ${copy.sender}`.slice(0, 200),
    text: [...paragraphs, 'Kopian är bifogad.', `Med vänlig hälsning\n${copy.sender}`].join('\n\n'),
  };
}

export function copyParagraphs(copy: CopyFacts): string[] {
  const { diaryNumber, version, decidedOn } = copy;
  const what =
    version === 1
      ? `Avtalet ${diaryNumber} ingicks den ${decidedOn}.`
      : `Avtalet ${diaryNumber} ändrades den ${decidedOn} (version ${version}).`;
  return [
    `${what} ${copy.sender} skickar en kopia av det (${copy.provision}).`,
    `${copy.name}\nParter: ${copy.parties.join(', ')}`,
    `Ange ${diaryNumber} och ert diarienummer när ni bekräftar att kopian har kommit fram.${
      copy.askedBy === null ? '' : ` Kontakt: ${copy.askedBy}.`
    }`,
  ];
}
