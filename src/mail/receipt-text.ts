/** What a program answers by itself: nothing of what was sent comes back, so that it is of no use to who writes in another's name. */
export function receiptMail({
  reference,
  office,
  subject,
}: {
  readonly reference: string;
  readonly office: string;
  /** As `answerSubject` makes it. */
  readonly subject: string;
}): { readonly subject: string; readonly text: string } {
  return {
    subject,
    text: `Hej!

Ditt mejl har kommit till ${office}. Din referens är ${reference}.

Svara på det här mejlet om du vill lägga till något: då hamnar det i samma ärende.
Skicka inte känsliga uppgifter med mejl.

Det här är ett automatiskt svar.

--

Hello!

Your e-mail has reached ${office}. Your reference is ${reference}.

Answer this e-mail if you want to add something: it will then be kept with your first one.
Please do not send sensitive information by e-mail.

This is an automatic answer.
`,
  };
}

export function tooLargeMail({ office, subject }: { readonly office: string; readonly subject: string }): {
  readonly subject: string;
  readonly text: string;
} {
  return {
    subject,
    text: `Hej!

Ditt mejl till ${office} är större än 25 MB och kunde inte tas emot.
Skicka det igen med färre eller mindre bilagor, dela upp det på flera mejl, eller kontakta oss på ett annat sätt.

Det här är ett automatiskt svar.

--

Hello!

Your e-mail to ${office} is larger than 25 MB and could not be taken in.
Please send it again with fewer or smaller attachments, split it into several e-mails, or contact us in another way.

This is an automatic answer.
`,
  };
}
