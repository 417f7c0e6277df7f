/** Who a transaction works for. What is left out sees nothing: there is no value that means "all". */
export interface Scope {
  readonly actor?: string;
  readonly authorities?: readonly number[];
  readonly offices?: readonly number[];
  readonly employers?: readonly number[];
  readonly managedOffices?: readonly number[];
  /** Areas of offices that the actor manages. */
  readonly areas?: readonly number[];
  /** Authorities that run offices, for which the actor analyses. */
  readonly analysed?: readonly number[];
  /** Offices whose queue a device or a visitor with a ticket sees. */
  readonly queueOffices?: readonly number[];
  /** Authorities whose hand-overs the actor receives, or coordinates. */
  readonly receiving?: readonly number[];
  /** The one hand-over that somebody follows by its reference and code: its uuid. */
  readonly followed?: string;
  /** SHA-256 of the secret that somebody without an account holds, of a form begun or sent: 64 hexadecimal digits. */
  readonly secret?: string;
  /** The supervising authority's desk: what was sent to it. */
  readonly supervision?: boolean;
  /** Registers of the whole system (import, law content, accounts) and the background jobs. Never an authority's matters in daily work. */
  readonly registers?: boolean;
}

/**
 * How a short read is planned. `by-values`: as PostgreSQL finds best, perhaps anew each time for what it is asked with. `one`: once, for
 * a read whose way is the same whatever it is asked with, where to plan takes longer than to read.
 */
export type Plan = 'by-values' | 'one';
const ONE_PLAN = "set_config('plan_cache_mode', 'force_generic_plan', true)";

/** What a transaction may see stands in settings (migration 0001): a statement that is prepared once per connection. */
const SETTINGS = [
  ...[
    'actor',
    'authorities',
    'offices',
    'employers',
    'managed_offices',
    'areas',
    'analysed',
    'queue_offices',
  ],
  ...['receiving', 'followed', 'secret', 'supervision', 'registers'],
];
const SET_SCOPE = `select ${SETTINGS.map((name, n) => `set_config('app.${name}', $${n + 1}, true)`).join(', ')}`;

/** The statement that sets a scope for its transaction. */
export function setting(
  scope: Scope,
  plan: Plan = 'by-values',
): { readonly text: string; readonly values: string[] } {
  const ids = (values: readonly number[] = []) => {
    if (!values.every(Number.isSafeInteger)) throw new TypeError('a scope holds whole numbers');
    return values.join(',');
  };
  const { actor = '', followed = '', secret = '', supervision = false, registers = false } = scope;
  if (!/^[\w-]*$/.test(actor)) throw new TypeError('an actor is an id');
  if (!/^([0-9a-f-]{36})?$/.test(followed)) throw new TypeError('what is followed is an id');
  if (!/^([0-9a-f]{64})?$/.test(secret)) throw new TypeError('a secret is its hash');
  const values = [
    ...[actor, ids(scope.authorities), ids(scope.offices), ids(scope.employers), ids(scope.managedOffices)],
    ...[ids(scope.areas), ids(scope.analysed), ids(scope.queueOffices), ids(scope.receiving), followed],
    ...[secret, supervision ? 'on' : '', registers ? 'on' : ''],
  ];
  return { text: plan === 'one' ? `${SET_SCOPE}, ${ONE_PLAN}` : SET_SCOPE, values };
}
