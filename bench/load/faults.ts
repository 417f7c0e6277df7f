import { setTimeout as sleep } from 'node:timers/promises';
import { checkQueues } from '../../test/queue/checks.ts';
import { BusyClerk, Ledger } from '../../test/queue/clerk.ts';
import type { CrowdOffice } from '../../test/queue/crowd.ts';
import { killPostgres, workThroughKills } from '../../test/queue/kill.ts';
import type { Row } from '../law.ts';
import { sendRound } from './client.ts';
import { makeSite } from './site.ts';

/** 64 clients that do anything at one office for so long, and then serve everybody. */
export async function benchNever(seconds: number): Promise<Row[]> {
  const site = await makeSite({ offices: 1, clerks: 64 });
  try {
    const send = sendRound(site.urls);
    const ledger = new Ledger();
    const [office] = site.crowd.offices as [CrowdOffice];
    const clerks = site.crowd.clerks.map((clerk) => new BusyClerk(send, clerk, office, ledger));
    await Promise.all(clerks.map((clerk) => clerk.openDesk()));
    let over = false;
    const work = Promise.all(
      clerks.map(async (clerk) => {
        while (!over) await clerk.step();
      }),
    );
    await sleep(seconds * 1_000);
    over = true;
    await work;
    for (let again = 0; again < 2; again++) await Promise.all(clerks.map((clerk) => clerk.serveAll()));
    const left = await send('GET', `/queues/${office.id}`, site.crowd.clerks[0]?.token ?? '');
    const unserved = left?.body.tickets.filter(({ state }: { state: string }) => state !== 'missed').length;
    const { wrong, counts } = await checkQueues(site.database, ledger, send);
    return told(
      `64 clients at one office for ${seconds} s`,
      wrong,
      `${unserved} not served in the end. ${counts}`,
    );
  } finally {
    await site.stop();
  }
}

/** The program, or PostgreSQL, killed again and again under load. */
export async function benchKills(what: 'program' | 'postgres', kills: number): Promise<Row[]> {
  const site = await makeSite({ offices: 4, clerks: 24 });
  try {
    const { wrong, counts, recovered } = await workThroughKills(
      { ...site.database, url: () => site.urls()[0] as string },
      site.crowd,
      what === 'program'
        ? { kill: async () => site.programs()[0]?.end('SIGKILL'), start: () => site.start(0) }
        : { kill: () => killPostgres(site.data), start: site.startPostgres },
      kills,
    );
    const sorted = recovered.toSorted((a, b) => a - b);
    const name = `${what === 'program' ? 'the program' : 'PostgreSQL'} killed ${kills} times under load`;
    return [
      ...told(name, wrong, counts),
      {
        name: `${name}: until work goes on and every screen shows it`,
        value: `p50 ${sorted[sorted.length >> 1]?.toFixed(0)} ms, longest ${sorted.at(-1)?.toFixed(0)} ms`,
      },
    ];
  } finally {
    await site.stop();
  }
}

function told(name: string, wrong: readonly string[], counts: string): Row[] {
  console.log(`${name}: ${counts}`);
  for (const each of wrong.slice(0, 20)) console.log(`  ${each}`);
  return [{ name, value: `${wrong.length} wrong`, limit: '0' }];
}
