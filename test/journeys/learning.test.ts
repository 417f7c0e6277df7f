import { describe, expect, it } from 'vitest';
import { look } from '../../src/contacts/test-contacts.ts';
import { tellPast } from '../../src/learning/test-learning.ts';
import { sql } from '../../src/platform/database.server.ts';
import { accessible, DESKTOP, PHONE, servedToABrowser, signedIn } from '../browser.ts';
import { SKV } from '../world.ts';

const site = servedToABrowser();

describe('what is learnt of contacts', () => {
  it('a study is begun, a contact mapped and closed, the desk told something, and the person asked how it was', async () => {
    const { world, browser, url } = site;
    const past = { task: 'population-registration', authority: SKV, channel: 'phone' } as const;
    await tellPast(world, [
      { ...past, day: '2026-11-12', count: 30, subject: 'Flytten' },
      { ...past, day: '2026-10-08', count: 8 },
    ]);
    const desktop = { viewport: DESKTOP, locale: 'sv-SE' };
    const chef = await signedIn(await browser.newContext(desktop), url, 'chef@example.se');
    await chef.goto(`${url}/kartlaggning`);
    await chef.getByRole('link', { name: 'Ny kartläggning' }).click();
    await accessible(chef, 'a new study');
    await chef.getByLabel('Namn').fill('Två veckor');
    await chef.getByLabel('Första dagen').fill('2026-11-09');
    await chef.getByLabel('Sista dagen').fill('2026-11-20');
    await chef.getByRole('button', { name: 'Börja kartläggningen' }).click();
    await chef.getByRole('heading', { name: 'Två veckor', level: 1 }).waitFor();
    const study = chef.url();

    // Without script: five choices, and the visit is closed with them.
    const withoutScript = await browser.newContext({ ...desktop, javaScriptEnabled: false });
    const officer = await signedIn(withoutScript, url, 'alva@example.se');
    const visit = await world.api('alva@example.se', 'POST', '/visits', {
      officeId: world.ids.offices.haninge,
    });
    const matter = await world.api('alva@example.se', 'POST', `/visits/${visit.body.id}/matters`, {
      taskId: world.ids.tasks['population-registration'],
      authorityId: world.ids.authorities[SKV],
    });
    await world.api('alva@example.se', 'POST', `/visits/${visit.body.id}/matters/${matter.body.id}/acts`, {
      level: 'guidance',
      helpForm: 'desk',
      outcome: 'solved',
      conditions: [],
    });
    await officer.goto(`${url}/besok/${visit.body.id}`);
    const form = officer.getByRole('region', { name: 'Kartläggning' });
    for (const choice of ['vägledning', 'enkel', 'ja'])
      await form.getByRole('radio', { name: choice, exact: true }).check();
    await form.getByRole('button', { name: 'Spara och avsluta' }).click();
    await officer.waitForURL('**/besok');
    await chef.goto(study);
    await chef.getByText('1 av 31 avslutade kontakter är kartlagda (3 %)').waitFor();
    await accessible(chef, 'a study');

    await chef.goto(`${url}/fragor`);
    await chef.getByRole('heading', { name: 'Växer' }).waitFor();
    await chef.getByText('30 de senaste fyra veckorna, 8 de fyra före').waitFor();
    await accessible(chef, 'questions');
    const skv = await signedIn(await browser.newContext(desktop), url, 'samordnare.skv@example.se');
    await skv.goto(`${url}/fragor`);
    await skv.getByRole('link', { name: 'Folkbokföring' }).first().click();
    await skv.getByLabel('Vad ska handläggaren veta?').fill('Flyttanmälan görs i e-tjänsten.');
    await skv.getByRole('button', { name: 'Spara' }).click();
    await skv.getByText('Texten syns vid diskarna nu.').waitFor();
    await accessible(skv, 'a question');
    await officer.goto(`${url}/besok/${visit.body.id}`);
    await officer.getByText('Flyttanmälan görs i e-tjänsten.').waitFor();

    await officer.goto(`${url}/kontakter/${visit.body.id}/kvitto`);
    const link = officer.getByRole('link', { name: /\/tyck\// });
    const code = /\/tyck\/([0-9A-Z-]{19})/.exec((await link.getAttribute('href')) ?? '')?.[1];
    const telephone = await browser.newContext({ viewport: PHONE, locale: 'ar' });
    const page = await telephone.newPage();
    await page.goto(`${url}/tyck/${code}`);
    await accessible(page, 'the question after a contact');
    await page.locator('.survey-score').first().click();
    await page.getByText('شكراً على إجابتك!').waitFor();
    expect(
      await look(world, (db) =>
        db.many(sql`select score from survey_answer where visit_id = ${visit.body.id}`),
      ),
    ).toEqual([{ score: 5 }]);
  }, 120_000);
});
