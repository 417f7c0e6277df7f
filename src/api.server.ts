import { agreementsApi } from './agreements/api.server.ts';
import { actsApi } from './contacts/acts-api.server.ts';
import { contactsApi } from './contacts/api.server.ts';
import { contactListApi } from './contacts/contacts-api.server.ts';
import { phoneApi } from './contacts/phone-api.server.ts';
import { copiesApi } from './copies/api.server.ts';
import { coverageApi } from './coverage/api.server.ts';
import { draftingApi } from './drafting/api.server.ts';
import { agreementLifeApi } from './drafting/life-api.server.ts';
import { faultsApi } from './faults/api.server.ts';
import { complaintsApi } from './faults/complaints-api.server.ts';
import { findingApi } from './finding/api.server.ts';
import { formsApi } from './forms/api.server.ts';
import { handOversApi } from './handovers/api.server.ts';
import { handedDocumentsApi } from './handovers/documents-api.server.ts';
import { handOverRegistryApi } from './handovers/registry-api.server.ts';
import { hoursApi } from './hours/api.server.ts';
import { importsApi } from './imports/api.server.ts';
import { lawApi } from './law/api.server.ts';
import { learningApi } from './learning/api.server.ts';
import { devicesApi } from './lobby/devices-api.server.ts';
import { mailApi } from './mail/api.server.ts';
import { mandateBatchesApi } from './mandates/api.server.ts';
import { competencesApi } from './mandates/competences-api.server.ts';
import { officesApi } from './offices/api.server.ts';
import { overflowApi } from './overflow/api.server.ts';
import { postApi } from './post/api.server.ts';
import { queueApi } from './queue/api.server.ts';
import { leadApi } from './queue/lead-api.server.ts';
import { queueSettingsApi } from './queue/settings-api.server.ts';
import { reconciliationApi } from './reconciliation/api.server.ts';

import { reportsApi } from './reports/api.server.ts';
import { reportWayApi } from './reports/way-api.server.ts';
import { api } from './shell/api.ts';
import { sessionApi } from './shell/session-api.server.ts';
import { statisticsApi } from './statistics/api.server.ts';
import { openFiguresApi } from './statistics/open/api.server.ts';
import { supervisionApi } from './supervision/api.server.ts';

/** All rooms' endpoints under /api, and the one document that describes them. */
export function createApi() {
  const all = api()
    .route('/', sessionApi)
    .route('/', contactsApi)
    .route('/', contactListApi)
    .route('/', phoneApi)
    .route('/', actsApi)
    .route('/', reportsApi)
    .route('/', reportWayApi)
    .route('/', mandateBatchesApi)
    .route('/', competencesApi)
    .route('/', agreementsApi)
    .route('/', copiesApi)
    .route('/', postApi)
    .route('/', draftingApi)
    .route('/', agreementLifeApi)
    .route('/', coverageApi)
    .route('/', learningApi)
    .route('/', lawApi)
    .route('/', officesApi)
    .route('/', hoursApi)
    .route('/', overflowApi)
    .route('/', handOversApi)
    .route('/', formsApi)
    .route('/', handedDocumentsApi)
    .route('/', handOverRegistryApi)
    .route('/', leadApi)
    .route('/', queueSettingsApi)
    .route('/', queueApi)
    .route('/', devicesApi)
    .route('/', findingApi)
    .route('/', mailApi)
    .route('/', faultsApi)
    .route('/', complaintsApi)
    .route('/', importsApi)
    .route('/', reconciliationApi)
    .route('/', statisticsApi)
    .route('/', openFiguresApi)
    .route('/', supervisionApi);
  all.openAPIRegistry.registerComponent('securitySchemes', 'session', { type: 'http', scheme: 'bearer' });
  all.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Samtjänst',
      version: '1',
      description:
        'Shared public-service offices: what may be done, what was done, in whose name. Errors are RFC 9457 problem details. The session cookie of a browser works as well as the bearer token.',
      license: { name: 'EUPL-1.2' },
    },
    servers: [{ url: '/api' }],
  });
  return all;
}
