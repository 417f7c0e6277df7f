import type { LawContent } from '../law/facts.ts';
import { canonicalJson } from '../platform/canonical-json.ts';
import { sha256 } from '../platform/sha256.server.ts';

const known = new WeakMap<LawContent, string>();

/** SHA-256 of the law content as the rules read it: the same for the same content, whatever day it was loaded. */
export function lawSha256(law: LawContent): string {
  let sha = known.get(law);
  if (sha === undefined) {
    const { regimes, lists, items } = law;
    sha = sha256(canonicalJson({ regimes: [...regimes.values()], lists, items }));
    known.set(law, sha);
  }
  return sha;
}
