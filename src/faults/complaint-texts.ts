import { catalogue } from '../ui/texts.ts';

/** What is said about complaints: to who writes one, and to who answers. */
export const complaintTexts = catalogue(
  {
    public: {
      title: 'Synpunkt, klagomål eller beröm',
      lead: 'Skriv till den som ansvarar. Vill du ha svar får du det inom den tid som myndigheten har bestämt.',
      kind: 'Vad vill du lämna?',
      kinds: { view: 'Synpunkt', complaint: 'Klagomål', praise: 'Beröm' },
      to: 'Till',
      choose: 'Välj myndighet',
      words: 'Vad vill du säga?',
      wordsHelp: 'Skriv inga känsliga uppgifter om dig själv eller andra, som hälsa.',
      wantsAnswer: 'Jag vill ha svar',
      email: 'E-post, om du vill ha svaret dit',
      emailHelp: 'Utan e-post läser du svaret med länken på nästa sida.',
      send: 'Skicka',
      law: 'Det du skriver är en allmän handling. Myndigheten prövar om något i den ska hållas hemligt innan den lämnas ut (2 kap. tryckfrihetsförordningen).',
      thanks: 'Tack, det är mottaget',
      due: (day: string) => `Du får svar senast ${day}.`,
      noAnswer: 'Du har inte bett om svar.',
      answered: (day: string) => `Besvarad ${day}`,
      waiting: 'Väntar på svar',
      received: 'Mottagen',
      yours: 'Du skrev',
      answer: 'Svaret',
      youThen: 'Du skrev sedan',
      history: 'Vad som har sagts',
      writeBack: 'Skriv tillbaka',
      writeBackHelp: (days: number) =>
        `Fick du inte svar på det du frågade? Skriv så svarar myndigheten igen, inom ${days} arbetsdagar.`,
      writeMore: 'Lägg till något',
      writeMoreHelp: 'Myndigheten läser det tillsammans med det du skrev först.',
      more: 'Vad vill du säga?',
      sendMore: 'Skicka',
      written: 'Tack. Det du skrev har kommit fram.',
      link: 'Din länk',
      linkHelp:
        'Spara den. Här läser du svaret och kan skriva tillbaka. Den som har länken kan göra detsamma.',
      onlyLink: 'Text och svar läses med den egna länken.',
    },
    staff: {
      title: 'Synpunkter',
      lead: 'Det som har skrivits till er. Den som vill ha svar ska få det senast den dag som står.',
      columns: { kind: 'Vad', authority: 'Till', received: 'Mottagen', due: 'Svar senast', state: 'Läge' },
      empty: 'Ingen har skrivit än.',
      late: 'sent',
      answered: 'Besvarad',
      waits: 'Väntar på svar',
      none: 'Vill inte ha svar',
      answer: 'Ert svar',
      answerHelp:
        'Läses med den egna länken, och går med e-post till den som har lämnat en adress. Den som skrev kan svara, och får då svar igen.',
      send: 'Skicka svaret',
      again: 'Skriv mer',
      againHelp: 'Det är besvarat. Du kan lägga till något.',
      author: 'Den som skrev',
      soon: 'snart',
      soonLead: (count: number) =>
        count === 1
          ? 'En synpunkt ska besvaras inom två arbetsdagar.'
          : `${count} synpunkter ska besvaras inom två arbetsdagar.`,
      lateLead: (count: number) =>
        count === 1
          ? 'En synpunkt skulle redan ha besvarats.'
          : `${count} synpunkter skulle redan ha besvarats.`,
      home: (waiting: number, late: number) =>
        `${waiting === 1 ? 'En synpunkt' : `${waiting} synpunkter`} att besvara snart${late === 0 ? '' : `, varav ${late} för sent`}`,
      email: 'E-post',
      noEmail: 'Ingen e-post lämnad.',
    },
  },
  {
    public: {
      title: 'Comment, complaint or praise',
      lead: 'Write to the authority that is responsible. If you want an answer, you get it within the time that the authority has set.',
      kind: 'What would you like to leave?',
      kinds: { view: 'Comment', complaint: 'Complaint', praise: 'Praise' },
      to: 'To',
      choose: 'Choose an authority',
      words: 'What do you want to say?',
      wordsHelp: 'Write nothing sensitive about yourself or others, such as health.',
      wantsAnswer: 'I want an answer',
      email: 'E-mail, if you want the answer there',
      emailHelp: 'Without it you read the answer with the link on the next page.',
      send: 'Send',
      law: 'What you write is an official document. The authority decides whether something in it must be kept secret before it is given to anybody (chapter 2 of the Freedom of the Press Act).',
      thanks: 'Thank you, it is received',
      due: (day) => `You get an answer by ${day}.`,
      noAnswer: 'You have not asked for an answer.',
      answered: (day) => `Answered ${day}`,
      waiting: 'Waits for an answer',
      received: 'Received',
      yours: 'You wrote',
      answer: 'The answer',
      youThen: 'You wrote then',
      history: 'What has been said',
      writeBack: 'Write back',
      writeBackHelp: (days) =>
        `Was your question not answered? Write, and the authority answers again, within ${days} working days.`,
      writeMore: 'Add something',
      writeMoreHelp: 'The authority reads it together with what you wrote first.',
      more: 'What do you want to say?',
      sendMore: 'Send',
      written: 'Thank you. What you wrote has arrived.',
      link: 'Your link',
      linkHelp: 'Keep it. Here you read the answer and can write back. Whoever has the link can do the same.',
      onlyLink: 'Text and answer are read with one’s own link.',
    },
    staff: {
      title: 'Comments',
      lead: 'What has been written to you. Who wants an answer is to have it by the day that is said.',
      columns: { kind: 'What', authority: 'To', received: 'Received', due: 'Answer by', state: 'State' },
      empty: 'Nobody has written yet.',
      late: 'late',
      answered: 'Answered',
      waits: 'Waits for an answer',
      none: 'Wants no answer',
      answer: 'Your answer',
      answerHelp:
        'It is read by their own link, and mailed to who has left an address. Who wrote can write back, and is answered again then.',
      send: 'Send the answer',
      again: 'Write more',
      againHelp: 'It is answered. You can add something.',
      author: 'Who wrote',
      soon: 'soon',
      soonLead: (count) =>
        count === 1
          ? 'One comment is to be answered within two working days.'
          : `${count} comments are to be answered within two working days.`,
      lateLead: (count) =>
        count === 1
          ? 'One comment should have been answered already.'
          : `${count} comments should have been answered already.`,
      home: (waiting, late) =>
        `${waiting === 1 ? 'One comment' : `${waiting} comments`} to answer soon${late === 0 ? '' : `, ${late} of them late`}`,
      email: 'E-mail',
      noEmail: 'No e-mail left.',
    },
  },
);
