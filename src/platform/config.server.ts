import path from 'node:path';
import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, {
      error: 'is not an address like postgresql://user:password@host/database',
    })
    .optional(),
  DATA_DIR: z.string().default('.data'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number({ error: 'is not a number' }).int().min(0).max(65535).default(3000),
  PUBLIC_URL: z.string().url().optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(200).default(20),
  AUTH_SECRET: z.string().min(32, { error: 'needs at least 32 characters' }).optional(),
});

export interface Config {
  /** A PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly connections: number;
  /** Key for session cookies; absent: one is made and kept in the database. */
  readonly authSecret: string | undefined;
}

/** Settings come from the environment alone. Throws an Error that names every setting that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = Environment.safeParse(set);
  if (!read.success) {
    const wrong = read.error.issues.map((i) => `  ${i.path.join('.')}: ${i.message}`).join('\n');
    throw new Error(`These settings are wrong:\n${wrong}`);
  }
  return {
    databaseUrl: read.data.DATABASE_URL,
    dataDir: path.resolve(read.data.DATA_DIR),
    host: read.data.HOST,
    port: read.data.PORT,
    publicUrl: read.data.PUBLIC_URL,
    connections: read.data.DATABASE_CONNECTIONS,
    authSecret: read.data.AUTH_SECRET,
  };
}
