import type { ProblemTexts } from './texts.ts';

export const problemsEn: ProblemTexts = {
  'file-too-large': (f) => `The file is larger than ${f.megabytes} MB. Split it into several files.`,
  'too-many-rows': (f) => `The file has more than ${f.rows} rows. Split it into several files.`,
  'file-empty': 'The file is empty. Choose a file with a header and at least one more row.',
  'no-rows': 'The file has no rows below its header. Add at least one.',
  'not-utf8': 'The file is not saved as UTF-8. Save it again with the encoding UTF-8.',
  'not-csv': 'The file cannot be read as CSV from here on. See whether a quotation mark lacks its pair.',
  'not-json': 'The file cannot be read as JSON. Check it in the program that it comes from.',
  'not-a-list': 'The JSON file is to be a list: [ { … }, { … } ].',
  'file-already-imported': (f) =>
    `The same file was taken in on ${f.on} (import ${f.batch}). There is nothing new in it.`,
  'unknown-column': 'There is no such column in this kind of file. Remove it or correct its name.',
  'missing-column': 'The column is missing. Add it.',
  'column-twice': 'The column is there twice. Remove one.',
  'not-an-object': 'The element is not an object with named values. Write it as { "column": "value" }.',
  'wrong-number-of-cells': (f) =>
    `The row has ${f.cells} values and the header ${f.columns}. Put quotation marks around values that hold the delimiter.`,
  required: 'The value is missing. Fill it in.',
  'too-long': (f) => `The value is longer than ${f.longest} characters. Shorten it.`,
  'control-character': 'The value holds a control character that cannot be seen. Write the value again.',
  'looks-like-identity-number':
    'The value looks like a personal identity number. They are not kept here: remove it from the file.',
  'not-a-value': 'The value is an object or a mixed list. Write a plain value.',
  'not-a-code': 'A code holds letters, digits and . _ : / - and begins with a letter or digit. Correct it.',
  'not-a-date': 'The value is no day of the calendar. Write YYYY-MM-DD, 1900 at the earliest.',
  'not-a-time': 'The value is no time. Write YYYY-MM-DDTHH:MM, with an offset if you can.',
  'time-is-ambiguous':
    'The time comes twice when summer time ends. Write it with an offset: +02:00 or +01:00.',
  'not-a-number': 'The value is no number. Write digits, with a point or comma for decimals.',
  'out-of-range': (f) => `The number is to lie between ${f.from} and ${f.to}. Correct it.`,
  'not-yes-or-no': 'Write yes or no.',
  'not-one-of': (f) => `The value is to be one of: ${f.values}.`,
  'not-an-organisation-number':
    'The value is no organisation number, or its check digit is wrong. Correct it.',
  'not-a-task-and-level': (f) => `“${f.value}” is to be task:level, for example identity-card:authority.`,
  'not-hours': (f) =>
    `“${f.value}” is no hours. Write for example 10:00-16:00, or 10:00-12:00;13:00-16:00 when closed for lunch.`,
  'hours-refused': (f) => `The hours cannot be taken in (${f.reason}). Correct them.`,
  'unknown-authority': (f) =>
    `“${f.value}” is not among the authorities. Correct the number, or import the authority first.`,
  'unknown-region': (f) => `“${f.value}” is no service region. Correct the name.`,
  'unknown-area': (f) =>
    `There is no office area “${f.value}”. Correct the name, or give its region and it is added.`,
  'unknown-municipality': (f) => `“${f.value}” is no municipality code. Write four digits, for example 0136.`,
  'unknown-office-type': (f) => `“${f.value}” is no type of office. Write large, medium, small or flexible.`,
  'unknown-office': (f) => `There is no office “${f.value}”. Correct the code, or import the office first.`,
  'unknown-officer': (f) =>
    `There is no officer “${f.value}”. Correct the code, or import the officer first.`,
  'unknown-system': (f) => `There is no system “${f.value}”. Correct the code, or import the system first.`,
  'unknown-task': (f) => `There is no task “${f.value}”. Correct the code.`,
  'unknown-agreement': (f) =>
    `There is no agreement “${f.value}”. Correct the diary number, or import the agreement first.`,
  'unknown-catalogue-item': (f) => `There is no item “${f.value}” in the lists of the law. Correct the code.`,
  'twice-in-file': (f) => `The same is on line ${f.line} already. Remove one.`,
  'already-there': (f) =>
    f.value === undefined
      ? 'It is in the register already. Remove the row.'
      : `“${f.value}” is in the register already. Remove the row.`,
  'rows-disagree': (f) =>
    `The row says something else than line ${f.line}, which it belongs with. Correct one.`,
  'ends-before-it-begins': (f) =>
    `It ends on ${f.to}, before it begins on ${f.from}. Correct one of the days.`,
  'number-or-ended-day-required':
    'Only a body that has ended may lack an organisation number. Fill in the number or endedOn.',
  'area-in-another-region': (f) =>
    `The office area ${f.area} lies in the region ${f.region}. Correct one of them.`,
  'no-regime':
    'There was no law for such agreements on that day (the first applied from 1994-07-01). Correct the day.',
  'one-party-alone':
    'An own office has one party alone: the municipality or region itself. Remove the others, or change basis.',
  'not-directed':
    'The Government directs only state service for others (1 § second paragraph lagen (2019:212)). Write no.',
  'too-few-parties': 'An agreement has at least two parties. Add the one that is missing.',
  'parties-not-allowed': (f) =>
    `The law does not let the parties act for each other so (${f.provision}). Between municipalities and regions it is avtalssamverkan (9 kap. 37 § kommunallagen), resting on delegation: set basis to municipal-cooperation. Otherwise correct the parties.`,
  'not-a-party': (f) => `${f.value} is no party to the agreement. Correct it, or add the party.`,
  'acts-for-oneself':
    'Principal and performer are the same. Correct one, or set basis to own-office for a municipality’s or region’s own office.',
  'without-task': 'Only a single row with no other values of a task may lack the task. Fill in the task.',
  'task-twice': (f) =>
    `The version has the task for that principal on line ${f.line} already. Merge the rows.`,
  'task-of-another-authority': (f) =>
    `The task ${f.task} is not that authority’s. Correct the authority or the task.`,
  'authority-never': (f) =>
    `The law of the agreement allows no exercise of authority (${f.provision}). Write no.`,
  'catalogue-item-required': (f) =>
    `Exercise of authority is to match an item of the law’s list (${f.provision}). Give the item.`,
  'catalogue-item-without-authority':
    'An item is given only for exercise of authority. Remove it, or write yes.',
  'catalogue-item-of-another-list': (f) =>
    `The item is not of the list for the law of the agreement (${f.regime}) and the kind of task. Correct it.`,
  'catalogue-item-for-another-task': (f) =>
    `The item does not concern the task ${f.task}. Correct one of them.`,
  'catalogue-item-not-valid':
    'The item is valid on none of the version’s days. Correct the item or the days.',
  'access-without-need':
    'Access is given only for a task that needs personal data. Write yes, or remove the systems.',
  'system-of-another-authority': (f) => `The system ${f.system} is not the principal’s. Correct the code.`,
  'office-of-another-operator': (f) =>
    `The office ${f.office} is run by somebody else than who performs the task. Remove it.`,
  'not-the-next-version': (f) =>
    `The next version of the agreement is ${f.expected}. Correct the number, or import the versions between first.`,
  'version-before-the-last': (f) =>
    `The version is to begin after the one before, which began on ${f.from}. Correct the day.`,
  'changes-what-is-fixed':
    'An amendment keeps the name, parties, days and kind of the agreement. Write them as in the first version, or import a new agreement.',
  'decided-on-signing-day': (f) =>
    `Version 1 is decided when the agreement is concluded, on ${f.signedOn}. Leave decidedOn empty.`,
  'copy-sent-before-decided': (f) =>
    `The copy cannot have been sent before the version was decided (${f.decidedOn}). Correct one of the days.`,
  'decided-before-signed': (f) =>
    `The version is decided before the agreement was concluded (${f.signedOn}). Correct one of the days.`,
  'valid-before-decided': (f) =>
    `The version begins before it was decided (${f.decidedOn}). Correct one of the days.`,
  'approved-before-signed': (f) =>
    `The agreement is approved before it was concluded (${f.signedOn}). Correct one of the days.`,
  'amendment-approval-of-the-first':
    'Version 1 is approved with the agreement. Write the day in approvedOn, and leave amendmentApprovedOn empty.',
  'amendment-approval-not-asked':
    'The law of the agreement asks for no approval of amendments by themselves. Leave amendmentApprovedOn empty.',
  'amendment-approved-before-decided': (f) =>
    `The amendment is approved before it was concluded (${f.decidedOn}). Correct one of the days.`,
  'amendment-of-what-is-not-approved':
    'The agreement itself is not approved, so no amendment of it can be. Fill in approvedOn in version 1.',
  'outside-agreement': 'The mandate reaches outside the agreement. Correct the days of the mandate.',
  'task-not-in-agreement': (f) => `The task ${f.task} is not in the agreement during the mandate. Remove it.`,
  'level-not-in-agreement': (f) =>
    `The agreement does not give the level ${f.level} for the task ${f.task}. Remove it.`,
  'access-not-needed': (f) => `The tasks of the mandate do not need the system ${f.system}. Remove it.`,
  'access-missing': (f) => `The task ${f.task} needs access. Give a system that the agreement states for it.`,
  'kind-not-allowed': (f) =>
    `That kind of mandate is not enough (${f.provision}). Write the one that the law requires.`,
  'officer-of-another-employer': (f) =>
    `${f.value} is not employed by who performs the tasks of the agreement. Correct the officer.`,
  'overlapping-mandate':
    'The officer has a mandate of that principal during the same time already. Correct the days.',
  'withdrawal-incomplete': 'A withdrawn mandate has both day and reason. Fill in both, or neither.',
  'only-of-a-delegation': 'This is said of a delegation only. Remove it, or write delegation as the kind.',
  'overlapping-grant': 'The officer has that access during the same time already. Correct the days.',
  'in-the-future': 'The time has not been yet. Correct it.',
  'closed-before-opened': 'The visit ends before it begins. Correct one of the times.',
  'acted-outside-visit': 'The act lies outside the time of the visit. Correct the time.',
  'office-not-open': (f) =>
    `The office is not opened, or is closed for good, on ${f.day}. Correct the office or the day.`,
  'officer-not-employed': (f) => `The officer is not employed on ${f.day}. Correct the officer or the day.`,
  'refused-by-law': (f) =>
    `It was not permitted on ${f.day}: ${f.reason} (${f.provision}) Correct the row, or the registers if they are wrong.`,
  'condition-not-confirmed': (f) =>
    `The condition ${f.condition} is not confirmed. Add it, or choose a lower level.`,
  'refused-by-database': (f) =>
    `The database did not take the file (${f.constraint}). Nothing is stored: try again, and show an administrator if it goes on.`,
};
