import { describe, expect, it } from 'vitest';
import { contentOf, type Fields } from './form.ts';

const read = (fields: Fields) => contentOf(fields, new Map([['haninge', 7]]));

describe('a draft as it is posted', () => {
  it('loses what cannot be read, is told where, and keeps the rest', () => {
    const { content, errors } = read({
      name: ['Serviceavtal'],
      parties: ['x', '3', '-1', '4'],
      scope: ['some'],
      officeIds: ['1.5', '7', 'NaN'],
      from: ['2026-02-30'],
      firstAnswerDays: ['1e309'],
    });
    expect(content).toMatchObject({
      name: 'Serviceavtal',
      parties: [3, 4],
      from: null,
      firstAnswerDays: null,
    });
    expect(errors.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['parties.0', 'parties.2', 'from', 'firstAnswerDays']),
    );
  });

  it.each([['x'], ['1.5'], ['1e309'], ['\0'], ['__proto__'], ['-1']])(
    'has no contact of the authority %j, and still the one after it',
    (authorityId) => {
      const { content, errors } = read({
        contactRows: ['3'],
        'contacts.0.authorityId': [authorityId],
        'contacts.1.authorityId': ['4'],
        'contacts.1.function': ['Jurist'],
        'contacts.2.authorityId': [authorityId],
      });
      expect(content.contacts).toEqual([{ authorityId: 4, function: 'Jurist', email: '', phone: '' }]);
      expect(errors.map(({ field }) => field)).toEqual(['contacts.0.authorityId', 'contacts.2.authorityId']);
    },
  );

  it('has the access that can be read, wherever in the list it stands', () => {
    const { content } = read({ taskRows: ['1'], 'tasks.0.access': ['x', '5', 'y'] });
    expect(content.tasks[0]?.access).toEqual([5]);
  });

  it('has one line in what becomes a mail’s subject, and lines where there may be some', () => {
    const { content } = read({
      name: ['Avtal\r\nBcc: x@example.se'],
      diaryNumber: ['1\n2'],
      summary: ['En\nTvå'],
    });
    expect(content).toMatchObject({
      name: 'Avtal Bcc: x@example.se',
      diaryNumber: '1 2',
      summary: 'En\nTvå',
    });
  });
});
