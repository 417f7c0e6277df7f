import type { Hono } from 'hono';
import {
  connectOfficerAction,
  endRoleAction,
  endSessionsAction,
  giveRoleAction,
  showAccount,
} from './accounts/pages/account.tsx';
import { addAccountAction, showAccounts, showNewAccount } from './accounts/pages/accounts.tsx';
import { showAgreement } from './agreements/pages/agreement.tsx';
import { showAgreements } from './agreements/pages/agreements.tsx';
import { showAsk } from './agreements/pages/ask.tsx';
import { issueMandateAction, showIssueMandate } from './agreements/pages/issue-mandate.tsx';
import { showMandate, withdrawAction } from './agreements/pages/mandate.tsx';
import { showMandates } from './agreements/pages/mandates.tsx';
import {
  calendarFeed,
  endFeedAction,
  makeFeedAction,
  setRemindersAction,
  showCalendar,
} from './calendar/pages/calendar.tsx';
import { showActs } from './contacts/pages/acts.tsx';
import { searchTasks, showVisit } from './contacts/pages/visit.tsx';
import {
  addMatterAction,
  closeVisitAction,
  recordActAction,
  removeMatterAction,
} from './contacts/pages/visit-actions.tsx';
import { openVisitAction, showVisits } from './contacts/pages/visits.tsx';
import { exampleFile, importAction, showImport, showRunningImport } from './imports/pages/import.tsx';
import { refusedCsv } from './imports/pages/import-result.tsx';
import { setLastDayAction, showItem } from './law/pages/item.tsx';
import { showItems } from './law/pages/items.tsx';
import { addItemAction, showNewItem } from './law/pages/new-item.tsx';
import { showRegime, showRegimes } from './law/pages/regimes.tsx';
import { officerLastDayAction, showOfficer } from './offices/pages/officer.tsx';
import { showOfficers } from './offices/pages/officers.tsx';
import { officeLastDayAction, showOffice, showOffices } from './offices/pages/offices.tsx';
import { showAuthorities, showMunicipalities, showRegisters, showTasks } from './offices/pages/registers.tsx';
import { showReportedVisits } from './offices/pages/reported-visits.tsx';
import { decideMailAction, downloadAttachment, showMail } from './post/pages/mail.tsx';
import { showOutbox } from './post/pages/outbox.tsx';
import { showSystem } from './reconciliation/pages/system.tsx';
import { requestChangeAction, takeListAction, workListFile } from './reconciliation/pages/system-actions.tsx';
import { showSystems } from './reconciliation/pages/systems.tsx';

import { showReport } from './reports/pages/report.tsx';
import { freezeReportAction, saveReportAction } from './reports/pages/report-actions.tsx';
import { openReportAction, showReports } from './reports/pages/reports.tsx';
import { compareVersionAction, downloadVersion, showVersion } from './reports/pages/version.tsx';
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
  app.post('/besok/:id/arenden/:matter/ta-bort', removeMatterAction);
  app.post('/besok/:id/avsluta', closeVisitAction);

  app.get('/avtal', showAgreements);
  app.get('/avtal/:id', showAgreement);
  app.get('/uppdrag', showMandates);
  app.get('/uppdrag/nytt', showIssueMandate).post('/uppdrag/nytt', issueMandateAction);
  app.get('/uppdrag/:id', showMandate);
  app.post('/uppdrag/:id/aterkalla', withdrawAction);
  app.get('/atgarder', showActs);
  app.get('/fraga-lagen', showAsk);

  app.get('/behorigheter', showSystems);
  app.get('/behorigheter/:id', showSystem);
  app.post('/behorigheter/:id/lista', takeListAction);
  app.post('/behorigheter/:id/begar', requestChangeAction);
  app.get('/behorigheter/:id/arbetslista.csv', workListFile);

  app.get('/rapporter', showReports).post('/rapporter', openReportAction);
  app.get('/rapporter/:id', showReport).post('/rapporter/:id', saveReportAction);
  app.post('/rapporter/:id/frys', freezeReportAction);
  app.get('/rapporter/:id/versioner/:n', showVersion);
  app.post('/rapporter/:id/versioner/:n/jamfor', compareVersionAction);
  app.get('/rapporter/:id/versioner/:n/arkiv.pdf', downloadVersion('archive'));
  app.get('/rapporter/:id/versioner/:n/lasning.pdf', downloadVersion('reading'));
  app.get('/rapporter/:id/versioner/:n/innehall.json', downloadVersion('content'));

  app.get('/utskick', showOutbox);
  app.get('/utskick/:id', showMail);
  app.get('/utskick/:id/bilagor/:position', downloadAttachment);
  app.post('/utskick/:id/avgor', decideMailAction);

  app.get('/kalender', showCalendar);
  app.post('/kalender/adress', makeFeedAction);
  app.post('/kalender/adress/avsluta', endFeedAction);
  app.post('/kalender/paminnelser', setRemindersAction);
  app.get('/kalender/:file{[A-Za-z0-9_-]+\\.ics}', calendarFeed);

  app.get('/lagen', showRegimes);
  app.get('/lagen/regelverk/:id', showRegime);
  app.get('/lagen/poster', showItems);
  app.get('/lagen/poster/ny', showNewItem).post('/lagen/poster/ny', addItemAction);
  app.get('/lagen/poster/:code', showItem);
  app.post('/lagen/poster/:code/:version/sista-dag', setLastDayAction);

  app.get('/register', showRegisters);
  app.get('/register/kontor', showOffices);
  app.get('/register/kontor/:id', showOffice);
  app.post('/register/kontor/:id/sista-dag', officeLastDayAction);
  app.get('/register/handlaggare', showOfficers);
  app.get('/register/handlaggare/:id', showOfficer);
  app.post('/register/handlaggare/:id/sista-dag', officerLastDayAction);
  app.get('/register/myndigheter', showAuthorities);
  app.get('/register/kommuner', showMunicipalities);
  app.get('/register/uppgifter', showTasks);
  app.get('/register/besokssiffror', showReportedVisits);

  app.get('/import', showImport).post('/import', importAction);
  app.get('/import/pagar/:id', showRunningImport);
  app.get('/import/exempel/:kind', exampleFile);
  app.get('/import/fel/:id', refusedCsv);

  app.get('/konton', showAccounts);
  app.get('/konton/nytt', showNewAccount).post('/konton/nytt', addAccountAction);
  app.get('/konton/:id', showAccount);
  app.post('/konton/:id/roller', giveRoleAction);
  app.post('/konton/:id/roller/:role/avsluta', endRoleAction);
  app.post('/konton/:id/handlaggare', connectOfficerAction);
  app.post('/konton/:id/sessioner/avsluta', endSessionsAction);
}
