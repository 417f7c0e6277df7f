import { api } from '../shell/api.ts';
import { agreementsPart } from './agreements-api.server.ts';
import { documentsPart } from './documents/documents-api.server.ts';
import { mandatesPart } from './mandates-api.server.ts';

/** Agreements, their documents, and mandates. */
export const agreementsApi = api()
  .route('/', agreementsPart)
  .route('/', documentsPart)
  .route('/', mandatesPart);
