import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FK, makeWorld, SKV, SSC, type World } from '../../../test/world.ts';
import { inTransaction } from '../../platform/database.server.ts';
import { pdfText, withoutSpace } from '../../platform/pdf/pdf-text.ts';
import { IDENTITY_CARDS, SKV_COORDINATOR } from '../test-acts.ts';
import { type VersionPdf, versionPdf } from './version-pdf.server.ts';

const at = Temporal.Instant.from('2026-11-20T09:00:00Z');
const WORDS = '#panic("nej") *fet* _kursiv_ $x$ <etikett> \\ 😀';

let world: World;
let agreement: number;
beforeAll(async () => {
  world = await makeWorld();
  agreement = world.ids.agreements[IDENTITY_CARDS] ?? 0;
  const { tasks, authorities, offices } = world.ids;
  const { rows } = await world.database.pool.query("select id from authority_system where code = 'SKV-FOLK'");
  const common = {
    principalId: authorities[SKV],
    performerId: authorities[SSC],
    performersNamed: false,
    catalogueCode: null,
    exercisesAuthority: false,
  };
  const amended = await world.api(SKV_COORDINATOR, 'POST', `/agreements/${agreement}/versions`, {
    amends: 1,
    from: '2027-01-01',
    to: null,
    decidedOn: '2026-11-10',
    summary: WORDS,
    offices: [offices.visby],
    tasks: [
      {
        ...common,
        taskId: tasks['population-registration'],
        requiresPersonalData: true,
        listedSeparately: true,
        access: [rows[0].id],
        offices: 'all',
      },
      {
        ...common,
        taskId: tasks['income-tax'],
        requiresPersonalData: false,
        listedSeparately: false,
        access: [],
        offices: [offices.visby],
      },
    ],
  });
  expect(amended.status, JSON.stringify(amended.body)).toBe(201);
});
afterAll(() => world.close());

const made = (version: number, authority: string = SKV): Promise<VersionPdf> =>
  inTransaction(world.database.pool, { authorities: [world.ids.authorities[authority] ?? 0] }, (db) =>
    versionPdf(db, agreement, version, at),
  );
async function says(pdf: VersionPdf, ...texts: readonly string[]) {
  const text = pdfText(pdf.content);
  for (const each of texts) expect(text).toContain(withoutSpace(each));
}

describe('a version as a document', () => {
  it('is a tagged PDF/UA-1 in Swedish with a title', async () => {
    const { content, fileName } = await made(1);
    const pdf = Buffer.from(content).toString('latin1');
    expect(pdf.slice(0, 5)).toBe('%PDF-');
    expect(pdf).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(pdf).toContain('/Lang (sv-SE)');
    expect(pdf).toContain('/StructTreeRoot');
    expect(fileName).toBe('avtal-2019-00519-1.8-version-1-2026-11-20.pdf');
  });

  it('says all that the registers say', async () => {
    await says(
      await made(1),
      `Serviceavtal ${IDENTITY_CARDS}`,
      'Skatteverket (202100-5448)',
      'Statens servicecenter (202100-6453)',
      'Versionen gäller 2019-06-01 – 2026-12-31',
      'Avtalet tecknat 2019-06-01',
      'lagen (2019:212) om viss gemensam offentlig service',
      'Regeringen har beslutat att verksamheten ska utföras.',
      'Alla kontor hos den som utför uppgifterna',
      '3 § 1 förordningen (2019:214)',
      'Åtkomst som behövs: Folkbokföring',
      'Särskilt redovisad Ja',
      'Kontor Servicekontoret i Haninge',
      'Avtalet har inga övriga uppgifter.',
      'the small world of the tests',
      'Framställt 2026-11-20',
    );
  });

  it('says what differs from the version before, and keeps what people wrote as they wrote it', async () => {
    await says(
      await made(2),
      'Versionen gäller 2027-01-01 – tills vidare',
      '1 kontor: Servicekontoret i Visby',
      'Ändringar sedan version 1',
      'Borttagna uppgifter',
      'Tillagda uppgifter',
      WORDS.replace('😀', '[U+1F600]'),
    );
    expect(pdfText((await made(1)).content)).not.toContain(withoutSpace('Ändringar sedan'));
  });

  it('is marked when the data are a demonstration', async () => {
    const mark = withoutSpace('Demonstration – avtalet är påhittat och gäller inte');
    expect(pdfText((await made(1)).content)).not.toContain(mark);
    await world.database.pool.query(
      "insert into setting (name, value) values ('demonstration', 'true') on conflict (name) do update set value = 'true'",
    );
    expect(pdfText((await made(1)).content)).toContain(mark);
  });

  it('is not there for another authority, nor for a version that is not there', async () => {
    await expect(made(1, FK)).rejects.toMatchObject({ code: 'not-found' });
    await expect(made(9)).rejects.toMatchObject({ code: 'not-found' });
  });
});
