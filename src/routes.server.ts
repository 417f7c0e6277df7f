import type { Hono } from 'hono';
import { searchTasks, showVisit } from './contacts/pages/visit.tsx';
import { addMatterAction, closeVisitAction, recordActAction } from './contacts/pages/visit-actions.tsx';
import { openVisitAction, showVisits } from './contacts/pages/visits.tsx';
import type { Env } from './shell/http.ts';
import {
  chooseLanguage,
  doFirstRun,
  doSignIn,
  doSignOut,
  showFirstRun,
  showHome,
  showSignIn,
} from './shell/sign-in.tsx';

/** The whole URL table. */
export function routes(app: Hono<Env>): void {
  app.get('/', showHome);
  app.get('/logga-in', showSignIn).post(doSignIn);
  app.post('/logga-ut', doSignOut);
  app.post('/sprak', chooseLanguage);
  app.get('/forsta-start', showFirstRun).post(doFirstRun);

  app.get('/besok', showVisits).post(openVisitAction);
  app.get('/besok/:id', showVisit);
  app.get('/besok/:id/uppgifter', searchTasks);
  app.post('/besok/:id/arenden', addMatterAction);
  app.post('/besok/:id/arenden/:matter/atgarder', recordActAction);
  app.post('/besok/:id/avsluta', closeVisitAction);
}
