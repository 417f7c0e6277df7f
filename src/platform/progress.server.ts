/** Told how much of what is done. */
export type Progress = (done: number, total: number) => void;

/** Says on the terminal what takes time while it takes it, with per cent where the work tells. */
export async function step<T>(what: string, work: (tell: Progress) => Promise<T>): Promise<T> {
  const from = performance.now();
  const seconds = () => ((performance.now() - from) / 1000).toFixed(1);
  const live = process.stdout.isTTY === true;
  process.stdout.write(`${what} … `);
  let shown = -1;
  const result = await work((done, total) => {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    // A terminal is written over; a log gets a line's worth every ten per cent.
    if (percent === shown || (!live && percent % 10 !== 0)) return;
    shown = percent;
    process.stdout.write(live ? `\r${what} … ${percent} % ` : `${percent} % `);
  });
  process.stdout.write(live && shown >= 0 ? `\r${what} … ${seconds()} s      \n` : `${seconds()} s\n`);
  return result;
}
