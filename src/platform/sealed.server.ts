import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Config } from './config.server.ts';

/** What keeps secrets that must be used again (passwords to other systems) unreadable for who has the database alone. */
export type SealingKey = Uint8Array;

/**
 * The key from SECRET_KEY; without one, that of a file beside the embedded database, made when it is missing. Null when the
 * database is elsewhere and no key is set: other processes would not have the file.
 */
export function sealingKey(config: Pick<Config, 'secretKey' | 'databaseUrl' | 'dataDir'>): SealingKey | null {
  if (config.secretKey !== undefined) return derived(config.secretKey);
  if (config.databaseUrl !== undefined) return null;
  const file = path.join(config.dataDir, 'secret-key');
  try {
    fs.mkdirSync(config.dataDir, { recursive: true });
    fs.writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return derived(fs.readFileSync(file, 'utf8').trim());
}

function derived(text: string): SealingKey {
  return new Uint8Array(hkdfSync('sha256', text, 'samtjanst', 'sealed secrets', 32));
}

/** Seals a secret for one use: opened for another, it is refused. */
export function seal(key: SealingKey, secret: string, use: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(use));
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Null: sealed with another key, or for another use. */
export function unseal(key: SealingKey, sealed: Uint8Array, use: string): string | null {
  try {
    const bytes = Buffer.from(sealed);
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(use));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
