import { api } from '../shell/api.ts';
import { agreementsPart } from './agreements-api.server.ts';
import { mandatesPart } from './mandates-api.server.ts';

/** Agreements and mandates. */
export const agreementsApi = api().route('/', agreementsPart).route('/', mandatesPart);
