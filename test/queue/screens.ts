import http from 'node:http';

/**
 * A kind of screen that follows a queue: which stream it listens to, which page it fetches again, and who it is. Kiosks,
 * boards and places on telephones are further kinds.
 */
export interface ScreenKind {
  readonly name: string;
  readonly stream: (officeId: number) => string;
  readonly page: (officeId: number) => string;
  readonly headers: (officeId: number) => Readonly<Record<string, string>>;
}

/** How long until a screen that lost its stream connects again, in milliseconds (browsers wait some seconds). */
const AGAIN = 250;

/** An open live stream, as a browser's EventSource holds it: connects again by itself, and knows the newest number. */
export class Screen {
  seq = -1;
  /** How often the stream has been opened. */
  opened = 0;
  readonly officeId: number;
  readonly #url: () => string;
  readonly #kind: ScreenKind;
  readonly #told: (seq: number, at: number) => void;
  #request: http.ClientRequest | null = null;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(
    url: () => string,
    officeId: number,
    kind: ScreenKind,
    told: (seq: number, at: number) => void = () => {},
  ) {
    this.officeId = officeId;
    this.#url = url;
    this.#kind = kind;
    this.#told = told;
    this.#open();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#request?.destroy();
  }

  #open(): void {
    if (this.#ended) return;
    let lost = false;
    const again = () => {
      if (lost || this.#ended) return;
      lost = true;
      this.#timer = setTimeout(() => this.#open(), AGAIN * (0.5 + Math.random()));
    };
    const { stream, headers } = this.#kind;
    this.#request = http
      .get(
        `${this.#url()}${stream(this.officeId)}`,
        { headers: headers(this.officeId), agent: false },
        (answer) => {
          if (answer.statusCode === 200) this.opened++;
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => {
            text += chunk;
            for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
              this.#hear(text.slice(0, end));
              text = text.slice(end + 2);
            }
          });
          answer.on('close', again).on('error', again);
        },
      )
      .on('error', again);
  }

  #hear(message: string): void {
    const seq = /^event: queue$/m.test(message) ? Number(/^data: (\d+)$/m.exec(message)?.[1]) : Number.NaN;
    if (!(seq > this.seq)) return;
    this.seq = seq;
    this.#told(seq, performance.now());
  }
}
