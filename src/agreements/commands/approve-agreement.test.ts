import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { form, makeWorld, type World } from '../../../test/world.ts';
import { owedAgreements, trialAgreement } from '../../copies/test-copies.ts';
import { inTransaction, sql } from '../../platform/database.server.ts';
import { pdfText, withoutSpace } from '../../platform/pdf/pdf-text.ts';
import { loadAgreementTasks } from '../facts.server.ts';
import { ALVA, FK_COORDINATOR, IDENTITY_CARDS, SKV_COORDINATOR, UNAPPROVED } from '../test-acts.ts';

let world: World;
let id: number;
let other: number;
let trial: number;
beforeAll(async () => {
  world = await makeWorld();
  const made = await owedAgreements(world, [UNAPPROVED, { ...UNAPPROVED, diaryNumber: 'R-2008-2' }]);
  id = made[UNAPPROVED.diaryNumber] ?? 0;
  other = made['R-2008-2'] ?? 0;
  trial = await trialAgreement(world);
});
afterAll(() => world.close());

type Who = Parameters<World['api']>[0];
const approve = (who: Who, agreement: number, approvedOn: unknown, decision: unknown = 'Fi2008/1') =>
  world.api(who, 'POST', `/agreements/${agreement}/approval`, { approvedOn, decision });
const revoke = (who: Who, agreement: number, revokedOn: unknown, decision: unknown = 'Fi2026/2') =>
  world.api(who, 'POST', `/agreements/${agreement}/approval/revocation`, { revokedOn, decision });
const state = async (on: string) =>
  (await world.api(SKV_COORDINATOR, 'GET', `/agreements/${id}?on=${on}`)).body.state;
const page = async (who: Who, agreement = id) => (await world.as(who, `/avtal/${agreement}`)).text();

describe('R14: approving an agreement, and revoking it', () => {
  it('is for a coordinator of a party', async () => {
    expect((await approve(ALVA, id, '2008-09-01')).status).toBe(403);
    expect((await approve('rapport.skv@example.se', id, '2008-09-01')).status).toBe(403);
    expect((await approve(FK_COORDINATOR, id, '2008-09-01')).status).toBe(404);
    expect((await revoke(FK_COORDINATOR, id, '2008-09-01')).status).toBe(404);
    expect(await page(ALVA)).not.toContain('godkannande');
    expect(await page(SKV_COORDINATOR)).toContain(`/avtal/${id}/godkannande`);
  });

  it('is not offered, and refused, where the law asks for none', async () => {
    const modern = world.ids.agreements[IDENTITY_CARDS] ?? 0;
    expect(await page(SKV_COORDINATOR, modern)).not.toContain('/godkannande');
    const answer = await approve(SKV_COORDINATOR, modern, '2020-01-01');
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toMatchObject([{ field: 'approvedOn', code: 'approval-not-asked' }]);
  });

  it('tells what is wrong at its field, on the page with what was typed', async () => {
    for (const [day, decision] of [
      ['2026-11-19', 'Fi1'],
      ['1908-09-01', 'Fi1'],
      ['2008-02-30', 'Fi1'],
      ['2008-09-01', '  '],
    ])
      expect((await approve(SKV_COORDINATOR, id, day, decision)).status, `${day} ${decision}`).toBe(422);
    expect((await revoke(SKV_COORDINATOR, id, '2020-01-01')).body.errors[0].code).toBe('nothing-to-revoke');
    const shown = await world.as(
      SKV_COORDINATOR,
      `/avtal/${id}/godkannande`,
      form({ approvedOn: '2026-11-19', decision: 'Fi2008/99' }),
    );
    expect(shown.status).toBe(422);
    const html = await shown.text();
    expect(html).toContain('Dagen har inte varit än.');
    expect(html).toContain('Fi2008/99');
    expect(await state('2026-11-18')).toBe('not-approved');
  });

  it('holds from the day of approval to the day of revocation; neither is overwritten', async () => {
    const done = await world.as(
      SKV_COORDINATOR,
      `/avtal/${id}/godkannande`,
      form({ approvedOn: '2008-09-01', decision: 'Regeringen, Fi2008/1' }),
    );
    expect(done.status).toBe(303);
    expect([await state('2008-08-31'), await state('2008-09-01')]).toEqual(['not-approved', 'in-force']);
    expect((await approve(SKV_COORDINATOR, id, '2009-01-01')).body.errors[0].code).toBe('already-approved');

    expect((await revoke(SKV_COORDINATOR, id, '2008-08-31')).body.errors[0].code).toBe(
      'revoked-before-approved',
    );
    const revoked = await revoke(SKV_COORDINATOR, id, '2026-12-01', 'Regeringen, Fi2026/2');
    expect(revoked.status).toBe(201);
    expect(revoked.body).toEqual({ approvedOn: '2008-09-01', approvalRevokedOn: '2026-12-01' });
    expect([await state('2026-11-30'), await state('2026-12-01')]).toEqual(['in-force', 'not-approved']);
    expect((await revoke(SKV_COORDINATOR, id, '2027-01-01')).body.errors[0].code).toBe('already-revoked');
    expect((await approve(SKV_COORDINATOR, id, '2010-01-01')).body.errors[0].code).toBe('already-approved');

    const html = await page(SKV_COORDINATOR);
    expect(html).toContain('Avtalet godkändes, från och med 2008-09-01: Regeringen, Fi2008/1');
    expect(html).toContain('Godkännandet återkallades, från och med 2026-12-01: Regeringen, Fi2026/2');
    await expect(
      inTransaction(world.database.pool, { registers: true }, (db) =>
        db.run(sql`update agreement set approved_on = null, approval_revoked_on = null where id = ${id}`),
      ),
    ).rejects.toMatchObject({ constraint: 'an_approval_stays' });
  });

  it('at the same time by two: one is recorded, the other is told', async () => {
    const answers = await Promise.all(
      ['2008-09-01', '2008-10-01', '2008-11-01'].map((day) => approve(SKV_COORDINATOR, other, day)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 422, 422]);
  });
});

describe('2 § lagen (1994:686): an amendment is approved by itself', () => {
  const amendment = (version: number, approvedOn: unknown) =>
    world.api(SKV_COORDINATOR, 'POST', `/agreements/${trial}/versions/${version}/approval`, {
      ...{ approvedOn, decision: 'Fi1996/3' },
    });
  const ofVersion = async (on: string, known = '') =>
    (await world.api(SKV_COORDINATOR, 'GET', `/agreements/${trial}?version=2&on=${on}${known}`)).body;

  it('after the agreement itself, on a day that has been and not before it was decided', async () => {
    const code = async (...given: Parameters<typeof amendment>) =>
      (await amendment(...given)).body.errors[0].code;
    expect(await code(2, '1996-02-01')).toBe('agreement-not-approved');
    expect((await approve(SKV_COORDINATOR, trial, '1995-02-01')).status).toBe(201);
    expect(await code(2, '1995-11-14')).toBe('before-the-amendment');
    expect(await code(2, '2026-11-19')).toBe('not-decided-yet');
    expect((await amendment(3, '1996-02-01')).status).toBe(404);
    expect((await amendment(1, '1996-02-01')).status).toBe(404);
    expect((await ofVersion('1996-06-01')).state).toBe('not-approved');
  });

  it('is recorded on the page, once, and known from then', async () => {
    const before = new Date().toISOString();
    expect(await (await world.as(SKV_COORDINATOR, `/avtal/${trial}?version=2`)).text()).toContain(
      `/avtal/${trial}/godkannande/andring`,
    );
    const send = (approvedOn: string) =>
      world.as(
        SKV_COORDINATOR,
        `/avtal/${trial}/godkannande/andring`,
        form({ version: '2', approvedOn, decision: 'Regeringen, Fi1996/3' }),
      );
    const wrong = await send('1995-01-01');
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain('Dagen ligger före beslutet om ändringen.');
    const done = await send('1996-02-01');
    expect(done.headers.get('location')).toContain('version=2&registrerat=amendment');
    const html = await (await world.as(SKV_COORDINATOR, done.headers.get('location') ?? '')).text();
    expect(html).toContain('Godkännandet av ändringen är registrerat.');
    expect(html).toContain('Ändringen godkändes, version 2, från och med 1996-02-01: Regeringen, Fi1996/3');
    expect(html).not.toContain('godkannande/andring');
    expect((await amendment(2, '1996-03-01')).body.errors[0].code).toBe('already-approved');
    expect((await ofVersion('1996-06-01')).state).toBe('in-force');
    const [, version] = (await ofVersion('1996-06-01')).versions;
    expect(version).toMatchObject({ version: 2, amendmentApprovedOn: '1996-02-01' });
    const compared = await world.api(SKV_COORDINATOR, 'GET', `/agreements/${trial}/comparison?from=1&to=2`);
    expect(compared.body.agreement.amendmentApprovedOn).toEqual({ before: null, after: '1996-02-01' });
    const side = await (await world.as(SKV_COORDINATOR, `/avtal/${trial}/jamfor?fran=1&till=2`)).text();
    expect(side).toMatch(/<del>Godkänt 1995-02-01<\/del>.*<ins>Godkänt 1996-02-01<\/ins>/);
    const pdf = await world.as(SKV_COORDINATOR, `/avtal/${trial}/versioner/2/avtal.pdf`);
    expect(pdfText(new Uint8Array(await pdf.arrayBuffer()))).toContain(
      withoutSpace('Ändringen godkänd 1996-02-01.'),
    );
    expect((await ofVersion('1996-06-01', `&known=${before}`)).state).toBe('not-approved');
  });

  it('bears acts from its approval: the version before it until then', async () => {
    const tasks = await inTransaction(world.database.pool, { registers: true }, (db) =>
      loadAgreementTasks(db, sql`at.agreement_id = ${trial}`),
    );
    const [second, first] = tasks;
    expect(second).toMatchObject({ version: 2, amendmentApprovedOn: '1996-02-01', followed: null });
    expect(first?.followed).toEqual({ version: 2, until: null, approvedFrom: '1996-02-01' });
  });
});
