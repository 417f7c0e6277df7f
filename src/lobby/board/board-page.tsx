import { Problem } from '../../platform/problem.ts';
import { queueStream } from '../../queue/stream.server.ts';
import { mayWatch } from '../../queue/who-may-watch.ts';
import { contextOf, type Http, idParam } from '../../shell/http.ts';
import { type BoardSettings, pageOf, SILENT } from '../device.ts';
import {
  claimsToBeADevice,
  type Device,
  deviceOf,
  isStillADevice,
  keepSecret,
  scopeOfDevice,
} from '../devices.server.ts';
import { refusedDevice } from '../pages/enrol.tsx';
import { boardNow } from './board.server.ts';
import type { Board } from './board.ts';
import { BoardParts, callsForScript } from './board-parts.tsx';
import { boardTexts } from './board-texts.ts';

/** GET /tavla: the board of the device's office. */
export async function showBoard(c: Http) {
  const device = await deviceOf(c);
  if (device === null) return claimsToBeADevice(c) ? refusedDevice(c) : c.redirect('/enhet', 303);
  if (device.kind !== 'board') return c.redirect(pageOf(device), 303);
  keepSecret(c);
  const board = await boardNow(c, device.officeId);
  return wall(c, board, { address: '/tavla', stream: '/tavla/strom', settings: device.settings.board });
}

/** GET /tavla/nu: what stands on it now. Throws Problem `forbidden` for anybody but a board. */
export async function boardPart(c: Http) {
  const { officeId, settings } = await theBoard(c);
  const board = await boardNow(c, officeId, heardOf(c));
  return part(c, board, { address: '/tavla', stream: '/tavla/strom', settings: settings.board });
}

/** GET /tavla/strom: for as long as the device is one. */
export async function boardStream(c: Http) {
  const device = await theBoard(c);
  const { pool } = c.get('services').database;
  return queueStream(c, device.officeId, scopeOfDevice(device), () => isStillADevice(pool, device));
}

/** GET /ko/:office/tavla: the same as a preview for who works at the office or manages it; without sound. */
export async function previewBoard(c: Http) {
  return wall(c, await boardNow(c, watched(c)), previewed(c));
}

/** GET /ko/:office/tavla/nu. */
export async function previewPart(c: Http) {
  return part(c, await boardNow(c, watched(c), heardOf(c)), previewed(c));
}

async function theBoard(c: Http): Promise<Device> {
  const device = await deviceOf(c);
  if (device?.kind !== 'board') throw new Problem('forbidden');
  return device;
}

function watched(c: Http): number {
  const { actor } = contextOf(c);
  const officeId = idParam(c, 'office');
  if (!mayWatch(actor, officeId)) throw new Problem('forbidden');
  return officeId;
}

function previewed(c: Http): Wall {
  const office = idParam(c, 'office');
  return { address: `/ko/${office}/tavla`, stream: `/ko/${office}/strom`, settings: SILENT, preview: true };
}

/** The number of the event that the page has been told of. */
function heardOf(c: Http): number {
  const heard = Number(c.req.query('efter'));
  return Number.isSafeInteger(heard) ? heard : 0;
}

interface Wall {
  /** Of the page; under it, `/nu` is what stands on it now. */
  readonly address: string;
  readonly stream: string;
  readonly settings: BoardSettings;
  readonly preview?: boolean;
}

const Frame = ({ c, board, wall }: { c: Http; board: Board; wall: Wall }) => {
  const { assets, beat } = c.get('services');
  const { address, stream, settings } = wall;
  return (
    <div
      id="board"
      data-seq={board.seq}
      data-at={board.at.epochMilliseconds}
      data-zone={board.at.toZonedDateTimeISO('Europe/Stockholm').offsetNanoseconds / 60_000_000_000}
      data-calls={callsForScript(board)}
      data-address={`${address}/nu`}
      data-stream={stream}
      data-beat={beat}
      data-build={assets.board.script}
      data-chime={settings.chime ? assets.board.chime : undefined}
      data-speech={settings.speech}
    >
      <BoardParts board={board} />
    </div>
  );
};

function part(c: Http, board: Board, wall: Wall) {
  return c.html(`${<Frame c={c} board={board} wall={wall} />}`);
}

function wall(c: Http, board: Board, wall: Wall) {
  const { assets, demonstration } = c.get('services');
  const t = boardTexts;
  const body = (
    <html lang="sv">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark" />
        <meta name="robots" content="noindex" />
        <title>{`${t.title.sv} – ${board.office}`}</title>
        <noscript>
          <meta http-equiv="refresh" content="10" />
        </noscript>
        <link rel="stylesheet" href={assets.board.style} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      </head>
      <body>
        <div id="lost" class="lost" role="alert" hidden data-sv={t.lost.sv} data-en={t.lost.en} />
        <Frame c={c} board={board} wall={wall} />
        <aside aria-label={t.about.sv}>
          {wall.preview ? (
            <p class="aside">
              {t.preview.sv}. <a href={`/ko/${board.officeId}`}>{t.back.sv}</a>
            </p>
          ) : demonstration ? (
            <p class="aside">{t.demonstration.sv}</p>
          ) : null}
          <button id="sound" class="sound" type="button" hidden>
            {t.allowSound.sv} · <span lang="en">{t.allowSound.en}</span>
          </button>
        </aside>
        <script src={assets.board.script} />
      </body>
    </html>
  );
  return c.html(`<!doctype html>${body}`);
}
