import fs from 'node:fs';
import path from 'node:path';

/** Seconds of processor time that a process has had. */
export function processorTime(pid: number | undefined): number {
  return secondsOf(`/proc/${pid}/stat`, [11, 12]);
}

/** Of PostgreSQL on a directory of ours: the first process, what those had who have ended, and those who are there. */
export function postgresTime(data: string): number {
  const [first] = fs.readFileSync(path.join(data, 'pg18', 'postmaster.pid'), 'utf8').split('\n');
  const children = fs.readFileSync(`/proc/${first}/task/${first}/children`, 'utf8').trim().split(' ');
  return children
    .map((pid) => secondsOf(`/proc/${pid}/stat`, [11, 12]))
    .reduce((sum, each) => sum + each, secondsOf(`/proc/${first}/stat`, [11, 12, 13, 14]));
}

function secondsOf(file: string, fields: readonly number[]): number {
  try {
    const all = fs.readFileSync(file, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return fields.reduce((sum, field) => sum + Number(all[field]) / 100, 0);
  } catch {
    return 0;
  }
}
