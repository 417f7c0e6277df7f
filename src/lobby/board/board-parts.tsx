import type { FC } from 'hono/jsx';
import type { Board, BoardCall, BoardHours, BoardNeed } from './board.ts';
import { type Both, boardTexts, clockText, deskText, spokenText, whenText } from './board-texts.ts';

/** How many needs the strip has room for. */
const NEEDS = 12;
const EARLIER = 4;

/** Both languages, Swedish first. */
const Two: FC<{ text: Both; class?: string }> = ({ text, class: name = 'two' }) => (
  <span class={name}>
    <span class="sv">{text.sv}</span>
    {text.en === text.sv ? null : (
      <span class="en" lang="en">
        {text.en}
      </span>
    )}
  </span>
);

/** Letters get smaller as a text gets longer: what is called fills the width. */
const sizeOf = (text: string, steps: readonly number[]) =>
  `size-${steps.filter((step) => text.length > step).length}`;

/** What the script is told of the calls: which they are, how they are spoken, whether they still are to be. */
export function callsForScript({ calls }: Board): string {
  return JSON.stringify(
    calls.map(({ seq, number, desk, deskKind, calling, age }) => ({
      ...{ seq, calling, age },
      ...spokenText(number, deskText(desk, deskKind)),
    })),
  );
}

/** What stands on the wall; each `data-part` is replaced by itself when it has changed. */
export const BoardParts: FC<{ board: Board }> = ({ board }) => {
  const { calls, hours, waiting } = board;
  const [latest, ...before] = calls;
  const isClosed = hours.kind === 'closed' || hours.kind === 'closed-early';
  const over = isClosed && waiting === 0 && !calls.some(({ calling }) => calling);
  return (
    <>
      <header class="head" data-part="head">
        <div class="head-cell">
          <h1>{board.office}</h1>
          <p class={isClosed ? 'state state--closed' : 'state'}>
            <Two text={stateText(hours, board.at)} />
          </p>
        </div>
        <p class="clock" data-clock>
          {clockText(board.at)}
        </p>
      </header>
      <main class={over ? 'main main--over' : 'main'}>
        <section
          class="now"
          data-part="now"
          data-call={over ? undefined : latest?.seq}
          aria-labelledby="now-title"
        >
          <h2 id="now-title" class="unseen">
            {boardTexts.now.sv}
          </h2>
          {over ? (
            <Over hours={hours} now={board.at} />
          ) : latest === undefined ? (
            <p class="nobody">
              <Two text={boardTexts.nobody} />
            </p>
          ) : (
            <Latest call={latest} />
          )}
        </section>
        <section class="earlier" data-part="earlier" aria-labelledby="earlier-title">
          <h2 id="earlier-title" class="unseen">
            {boardTexts.earlier.sv}
          </h2>
          {over || before.length === 0 ? null : <Earlier calls={before.slice(0, EARLIER)} />}
        </section>
        <section class="line" data-part="line" aria-labelledby="line-title">
          <h2 id="line-title" class="line-title">
            <Two text={boardTexts.line} />
          </h2>
          <Line needs={board.needs} />
        </section>
      </main>
    </>
  );
};

const Latest: FC<{ call: BoardCall }> = ({ call: { number, desk, deskKind } }) => {
  const where = deskText(desk, deskKind);
  return (
    <p class="call">
      <strong class={`number ${sizeOf(number, [4, 5])}`}>{number}</strong>
      <span class={`desk ${sizeOf(where.sv, [7, 10, 15])}`}>
        <Two text={where} />
      </span>
    </p>
  );
};

const Earlier: FC<{ calls: readonly BoardCall[] }> = ({ calls }) => (
  <ol class="calls">
    {calls.map(({ number, desk, deskKind }) => {
      const where = deskText(desk, deskKind);
      return (
        <li>
          <strong class={`number ${sizeOf(number, [5])}`}>{number}</strong>{' '}
          <span class={`desk ${sizeOf(where.sv, [9, 13])}`}>{where.sv}</span>
        </li>
      );
    })}
  </ol>
);

const Line: FC<{ needs: readonly BoardNeed[] }> = ({ needs }) => {
  const shown = needs.length > NEEDS ? needs.slice(0, NEEDS - 1) : needs;
  const left = needs.length - shown.length;
  const cells = shown.length + (left > 0 ? 1 : 0);
  const columns = cells > 6 ? Math.ceil(cells / 2) : cells;
  return (
    <ul class={`needs needs--${columns}${cells > columns ? ' needs--rows' : ''}`}>
      {shown.map((need) => (
        <li class={need.paused ? 'need need--paused' : 'need'}>
          <Two text={need} class="need-name" />
          <span class="need-line">
            <span class="need-count">
              <span class="unseen">{boardTexts.waits.sv} </span>
              {need.waiting}
            </span>{' '}
            {need.paused ? (
              <Two text={boardTexts.paused} class="need-paused" />
            ) : need.minutes === null ? null : (
              <span class="need-time">{minutesText(need.minutes)}</span>
            )}
          </span>
        </li>
      ))}
      {left > 0 ? (
        <li class="need">
          <Two text={boardTexts.more(left)} class="need-name" />
        </li>
      ) : null}
    </ul>
  );
};

const minutesText = ({ from, to }: { from: number; to: number }) => `${from}–${to} min`;

const Over: FC<{ hours: BoardHours; now: Temporal.Instant }> = ({ hours, now }) => {
  const { closed, closedEarly, opens } = boardTexts;
  return (
    <div class="over">
      <p class="over-what">
        <Two text={hours.kind === 'closed-early' ? closedEarly : closed} />
      </p>
      {'opens' in hours && hours.opens !== null ? (
        <p class="over-when">
          <Two text={opens(whenText(hours.opens, now))} />
        </p>
      ) : null}
    </div>
  );
};

function stateText(hours: BoardHours, now: Temporal.Instant): Both {
  const { closed, closedEarly, closes, opens } = boardTexts;
  switch (hours.kind) {
    case 'open':
      return closes(clockText(hours.closes));
    case 'opens-soon':
      return opens(whenText(hours.opens, now));
    default: {
      const what = hours.kind === 'closed-early' ? closedEarly : closed;
      if (hours.opens === null) return what;
      const when = opens(whenText(hours.opens, now));
      return { sv: `${what.sv}. ${when.sv}`, en: `${what.en}. ${when.en}` };
    }
  }
}
