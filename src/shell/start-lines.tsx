import type { FC } from 'hono/jsx';
import { Notice } from '../ui/components.tsx';
import { contextOf, type Http } from './http.ts';

/** What the rooms have to say to who asks, for the page that they begin on. */
export async function startLinesOf(c: Http): Promise<{ readonly text: string; readonly href: string }[]> {
  const lines = [];
  for (const line of c.get('services').startLines) {
    const said = await line(contextOf(c), c.get('locale'));
    if (said !== null) lines.push(said);
  }
  return lines;
}

export const StartLines: FC<{ lines: Awaited<ReturnType<typeof startLinesOf>> }> = ({ lines }) => (
  <>
    {lines.map(({ text, href }) => (
      <Notice>
        <a href={href}>{text}</a>
      </Notice>
    ))}
  </>
);
