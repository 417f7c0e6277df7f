import type { Hono } from 'hono';
import {
  connectOfficerAction,
  endRoleAction,
  endSessionsAction,
  giveRoleAction,
  showAccount,
} from './accounts/pages/account.tsx';
import { addAccountAction, showAccounts, showNewAccount } from './accounts/pages/accounts.tsx';
import { showComparison } from './agreements/documents/compare-page.tsx';
import {
  attachSignedCopyAction,
  downloadSignedCopy,
  downloadVersionPdf,
} from './agreements/documents/documents-pages.tsx';
import { showAgreement } from './agreements/pages/agreement.tsx';
import { showAgreements } from './agreements/pages/agreements.tsx';
import {
  approveAction,
  approveAmendmentAction,
  revokeApprovalAction,
} from './agreements/pages/approval-actions.tsx';
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
import { searchContactTasks, showContact } from './contacts/pages/contact.tsx';
import {
  addSourceAction,
  answerNowAction,
  closeContactAction,
  contactMatters,
  keepPromiseAction,
  makePromiseAction,
  movePromiseAction,
  putBackAction,
  saveDraftAction,
  savePersonAction,
  setSubjectAction,
  showPersonAction,
  useTemplateAction,
  writeTextAction,
} from './contacts/pages/contact-actions.tsx';
import { openContactAction, saveNewDraftAction, showNewContact } from './contacts/pages/new-contact.tsx';
import { showPromises } from './contacts/pages/promises.tsx';
import { sendPublicForm, showPublicForm, showThanks } from './contacts/pages/public-form.tsx';
import { showPulse } from './contacts/pages/pulse.tsx';
import { sendReceiptAction, showReceipt } from './contacts/pages/receipt.tsx';
import { showTelephones, telephonesAction } from './contacts/pages/telephones.tsx';
import { addTemplateAction, endTemplateAction, showTemplates } from './contacts/pages/templates.tsx';
import { searchTasks, showVisit } from './contacts/pages/visit.tsx';
import { closeVisitAction, visitActions } from './contacts/pages/visit-actions.tsx';
import { openVisitAction, showVisits } from './contacts/pages/visits.tsx';
import { showWorkList, takeAction as takeContactAction } from './contacts/pages/work-list.tsx';
import { copiesAction, showCopies } from './copies/pages/copies.tsx';
import {
  acknowledgeAction,
  downloadCopy,
  downloadLetter,
  letterSentAction,
  sendCopyAction,
  showCopy,
} from './copies/pages/copy.tsx';
import { setRegistrarAction } from './copies/pages/registrar.tsx';
import { showAsk } from './coverage/pages/ask.tsx';
import { downloadCoverage, showCoverage } from './coverage/pages/coverage.tsx';
import { showAgreementEnds, showMandateEnds, showOtherEnds } from './coverage/pages/falls-away.tsx';
import {
  addItemAction as addChecklistItemAction,
  showChecklist,
  tickAction,
} from './drafting/pages/checklist.tsx';
import { checkDraft, draftAction, showDraft } from './drafting/pages/draft.tsx';
import { showDraftHistory } from './drafting/pages/draft-history.tsx';
import { openAmendmentAction, openDraftAction, showDrafts } from './drafting/pages/drafts.tsx';
import { endAction, showEnd } from './drafting/pages/end.tsx';
import {
  addStepAction,
  changeStepAction,
  closeStepAction,
  draftStepAction,
  showPlan,
} from './drafting/pages/plan.tsx';
import { complaintAction, showComplaint } from './faults/pages/complaint.tsx';
import { showComplaintStatus, writeBackAction } from './faults/pages/complaint-status.tsx';
import { showReceiverPhoto } from './faults/pages/for-receiver.server.ts';
import { changeKindAction, newKindAction, showKind, showNewKind } from './faults/pages/kind.tsx';
import { addAction, fixedAction, showOwn, showOwnPhoto } from './faults/pages/own.tsx';
import { showReport as showFaultForm } from './faults/pages/report.tsx';
import { followFaultAction, reportAction } from './faults/pages/report-form.tsx';
import { showMapPicture } from './faults/pages/report-where.tsx';
import {
  categoryAction,
  changeBodyAction,
  endKeyAction,
  forwardingAction,
  makeKeyAction,
  openBodyAction,
  showSettings as showFaultSettings,
} from './faults/pages/settings.tsx';
import {
  answerComplaintAction,
  showComplaintList,
  showStaffComplaint,
} from './faults/pages/staff-complaints.tsx';
import { showStaffFault } from './faults/pages/staff-fault.tsx';
import {
  closeFaultAction,
  duplicateFaultAction,
  moveFaultAction,
  noteFaultAction,
  shownAction,
  showStaffPhoto,
  startFaultAction,
} from './faults/pages/staff-fault-steps.server.ts';
import { showFaultList } from './faults/pages/staff-list.tsx';
import { showPublicPhoto, showStatus } from './faults/pages/status.tsx';
import { showFinder } from './finding/pages/finder.tsx';
import { showPublicOffice } from './finding/pages/office.tsx';
import { setVisitFactsAction, showVisitFacts } from './finding/pages/visit-facts.tsx';
import {
  decideAction,
  downloadApplication,
  downloadApplicationFile,
  downloadDecision,
  handOverAction,
  showApplication,
  takeApplicationAction,
} from './forms/pages/application.tsx';
import { showApplications } from './forms/pages/applications.tsx';
import {
  applyAction,
  downloadOwnDecision,
  goOnAction,
  receiptLink,
  showApply,
  showApplyForm,
  showGoOn,
  showReceiptOfCode,
} from './forms/pages/apply.tsx';
import {
  endFormAction,
  exportForm,
  setOfficeAction,
  showForm,
  takeUpFormAction,
} from './forms/pages/definition.tsx';
import { showForms } from './forms/pages/definitions.tsx';
import { deskFormAction, showDeskForm, showDeskForms } from './forms/pages/desk.tsx';
import { newFormAction, newVersionAction, showNewForm } from './forms/pages/publish.tsx';
import { liftConflictAction, showDeskConflicts } from './handovers/pages/desk-conflicts.tsx';
import { registerAction, setDiaryAction, setWithheldAction, showDiaries } from './handovers/pages/diary.tsx';
import {
  followAction,
  followedAction,
  followLink,
  showFollow,
  showFollowed,
} from './handovers/pages/follow.tsx';
import { showHandOver } from './handovers/pages/hand-over.tsx';
import {
  declareConflictAction,
  documentAction,
  downloadDocument,
  handOverStepAction,
  registerHandOverAction,
} from './handovers/pages/hand-over-actions.tsx';
import { showHandOvers } from './handovers/pages/list.tsx';
import { offerAction, personCodeAction, showOffer } from './handovers/pages/offer.tsx';
import { showPublicDiary } from './handovers/pages/public-diary.tsx';
import { rerouteAction, showReroute } from './handovers/pages/reroute.tsx';
import { resendAction, setReceivingAction, showReceiving } from './handovers/pages/settings.tsx';
import { exceptionPage, languagePage, weekPage } from './hours/pages/change-forms.tsx';
import { showMyOffices } from './hours/pages/my-offices.tsx';
import {
  endLanguageAction,
  showOfficeHours,
  withdrawExceptionAction,
  withdrawWeekAction,
} from './hours/pages/office.tsx';
import { showYear } from './hours/pages/year.tsx';
import { exampleFile, importAction, showImport, showRunningImport } from './imports/pages/import.tsx';
import { refusedCsv } from './imports/pages/import-result.tsx';
import { setLastDayAction, showItem } from './law/pages/item.tsx';
import { showItems } from './law/pages/items.tsx';
import { addItemAction, showNewItem } from './law/pages/new-item.tsx';
import { showRegime, showRegimes } from './law/pages/regimes.tsx';
import { showEveryday } from './learning/pages/everyday.tsx';
import { mapContactAction } from './learning/pages/mapping-form.tsx';
import { showQuestion, writeGuidanceAction } from './learning/pages/question.tsx';
import { showQuestions } from './learning/pages/questions.tsx';
import { questionsCsv } from './learning/pages/questions-csv.server.ts';
import { makeStudyAction, showNewStudy, showStudies } from './learning/pages/studies.tsx';
import { showStudy } from './learning/pages/study.tsx';
import { studyCsv, studyXlsx } from './learning/pages/study-export.server.ts';
import { boardPart, boardStream, previewBoard, previewPart, showBoard } from './lobby/board/board-page.tsx';
import { setSoundAction } from './lobby/board/sound-form.tsx';
import { atKiosk, onPhone } from './lobby/door.server.ts';
import { setPrinterAction, showDevice } from './lobby/pages/device.tsx';
import {
  makeDeviceAction,
  newCodeAction,
  showDevices,
  showMyDevices,
  withdrawDeviceAction,
} from './lobby/pages/devices.tsx';
import { showNeeds, showOptions } from './lobby/pages/door-pages.tsx';
import { clockAction, enrolAction, showEnrol } from './lobby/pages/enrol.tsx';
import {
  deviceBeatAction,
  mergeTicketsAction,
  showKioskWithoutLine,
  showReceptionWithoutLine,
} from './lobby/pages/offline.tsx';
import { comeBackAction, leaveAction, placeStream, showPlace } from './lobby/pages/place.tsx';
import { giveAction, receptionComes, showReception, showReceptions } from './lobby/pages/reception.tsx';
import { kioskStream, showTicket, takeAction } from './lobby/pages/take-ticket.tsx';
import { printAgainAction, receptionStream, showPaper } from './lobby/reception-door.server.ts';
import { answerByMailAction, downloadMailAttachment } from './mail/pages/contact-mail.tsx';
import { addMailboxAction, changeMailboxAction, showNewMailbox } from './mail/pages/mailbox-form.tsx';
import {
  endMailboxAction,
  makeContactAction,
  showMailbox,
  showMailboxes,
  tryMailboxAction,
} from './mail/pages/mailboxes.tsx';
import { showUndelivered } from './mail/pages/undelivered.tsx';
import { discardBatchAction, downloadReport, orderBatchAction, showBatch } from './mandates/pages/batch.tsx';
import { showBatches } from './mandates/pages/batches.tsx';
import { showCompetences, withdrawCompetenceAction } from './mandates/pages/competences.tsx';
import { draftBatchAction, showNewBatch } from './mandates/pages/new-batch.tsx';
import {
  competenceFileAction,
  recordCompetenceAction,
  showCompetenceFile,
  showRecordCompetence,
} from './mandates/pages/record-competence.tsx';
import { renewAction, showRenew } from './mandates/pages/renew.tsx';
import { showWaiting, signAction } from './mandates/pages/waiting.tsx';
import { officerLastDayAction, showOfficer } from './offices/pages/officer.tsx';
import { showOfficers } from './offices/pages/officers.tsx';
import { officeLastDayAction, showOffice, showOffices } from './offices/pages/offices.tsx';
import { showAuthorities, showMunicipalities, showRegisters, showTasks } from './offices/pages/registers.tsx';
import { showReportedVisits } from './offices/pages/reported-visits.tsx';
import { sendBackAction, takeBackAction } from './overflow/pages/above-contact.tsx';
import { moveNowAction, showOverflow } from './overflow/pages/overflow.tsx';
import { endRuleAction, saveRuleAction, showNewRule, showRule } from './overflow/pages/rule-page.tsx';
import { decideMailAction, downloadAttachment, showMail } from './post/pages/mail.tsx';
import { showOutbox } from './post/pages/outbox.tsx';
import {
  acknowledgeAlarmAction,
  endAlarmAction,
  noteIncidentAction,
  raiseAlarmAction,
  showAlarms,
} from './queue/pages/alarms.tsx';
import { showArea } from './queue/pages/area.tsx';
import { showDesk, showQueues } from './queue/pages/desk.tsx';
import {
  callChosenAction,
  callNextAction,
  deskStateAction,
  markTimeAction,
  openDeskAction,
  redirectAction,
  stepAction,
} from './queue/pages/desk-actions.server.ts';
import { showLead } from './queue/pages/lead.tsx';
import {
  closeDeskOfAction,
  closeEarlyAction,
  endServiceAction,
  openAgainAction,
  pauseNeedAction,
  releaseShareAction,
} from './queue/pages/lead-actions.server.ts';
import { deskBeatAction, mergeDeskAction, showDeskWithoutLine } from './queue/pages/offline.tsx';
import { showSettings } from './queue/pages/settings.tsx';
import {
  addDeskAction,
  addNeedAction,
  changeDeskAction,
  changeNeedAction,
  endDeskAction,
  endNeedAction,
  openQueueAction,
  orderAction,
  setQueueAction,
  showDeskSettings,
  showNeed,
  showNewDesk,
  showNewNeed,
} from './queue/pages/settings-actions.server.ts';
import { staffStream } from './queue/pages/staff-stream.server.ts';
import {
  changeTicketAction,
  moveTicketAction,
  showTicket as showTicketToStaff,
} from './queue/pages/ticket.tsx';
import { showOfficerAccess } from './reconciliation/pages/officer.tsx';
import { showSystem } from './reconciliation/pages/system.tsx';
import { requestChangeAction, takeListAction, workListFile } from './reconciliation/pages/system-actions.tsx';
import { showSystems } from './reconciliation/pages/systems.tsx';
import { setDutyAction, showDuty } from './reports/pages/duty.tsx';
import {
  answerOfficeAction,
  showOfficeQuestion,
  showOfficeQuestions,
} from './reports/pages/office-questions.tsx';
import { showReport } from './reports/pages/report.tsx';
import {
  freezeReportAction,
  saveReportAction,
  submitReportAction,
  withdrawReportAction,
} from './reports/pages/report-actions.tsx';
import { askOfficesAction, showReportOffices, takeAnswersAction } from './reports/pages/report-offices.tsx';
import { showReportRows } from './reports/pages/report-rows.tsx';
import { openReportAction, showReports } from './reports/pages/reports.tsx';
import { reviewAction, showReview } from './reports/pages/review.tsx';
import {
  compareVersionAction,
  downloadEnclosure,
  downloadVersion,
  receiveVersionAction,
  sendVersionAction,
  showVersion,
} from './reports/pages/version.tsx';
import type { Env } from './shell/http.ts';
import { offlineWorker } from './shell/offline-worker.server.ts';
import {
  chooseLanguage,
  doFirstRun,
  doSignIn,
  doSignOut,
  showFirstRun,
  showHome,
  showSignIn,
} from './shell/sign-in.tsx';
import { downloadCatalog, downloadOpen } from './statistics/open/files.server.ts';
import { showOpenFigures } from './statistics/open/open-page.tsx';
import { OPEN_FILES } from './statistics/open/open-texts.ts';
import {
  checkMonthAction,
  closeMonthAction,
  downloadMonth,
  showClosing,
} from './statistics/pages/closing.tsx';
import { showCorrections } from './statistics/pages/corrections.tsx';
import { downloadView } from './statistics/pages/file.server.ts';
import { showHours } from './statistics/pages/hours.tsx';
import { showMeasure, showMeasures } from './statistics/pages/measures.tsx';
import { showMonth } from './statistics/pages/month.tsx';
import { showOverview as showStatistics } from './statistics/pages/overview.tsx';
import { downloadOwnWork, showOwnWork } from './statistics/pages/own.tsx';
import { addReportedAction, showReported } from './statistics/pages/reported.tsx';
import { showRows as showRowsBehind } from './statistics/pages/rows.tsx';
import {
  addScheduleAction,
  showNewSchedule,
  showSchedules,
  stopScheduleAction,
} from './statistics/pages/schedules.tsx';
import { showTimes } from './statistics/pages/times.tsx';
import { showToday } from './statistics/pages/today.tsx';
import { showView } from './statistics/pages/view.tsx';
import { showYears } from './statistics/pages/years.tsx';
import { keepAddressAction, showAddresses } from './supervision/pages/addresses.tsx';
import {
  correctAdviceAction,
  giveAdviceAction,
  showAdvice,
  showAdviceList,
} from './supervision/pages/advice.tsx';
import { showSupervised, showSupervisedAuthority } from './supervision/pages/authorities.tsx';
import {
  askAgainOfCopyAction,
  downloadReceivedCopy,
  noteOnCopyAction,
  registerCopyAction,
  showReceivedCopy,
} from './supervision/pages/copy.tsx';
import {
  decideDeviationAction,
  showDeviation,
  showDeviations,
  showFindings,
} from './supervision/pages/deviations.tsx';
import {
  downloadGovernment,
  saveGovernmentAction,
  showGovernmentReport,
  showGovernmentReports,
} from './supervision/pages/government.tsx';
import { showGovernmentComparison } from './supervision/pages/government-comparison.tsx';
import { askAllAction, noteAbsenceAction, showInbox } from './supervision/pages/inbox.tsx';
import {
  askAgainOfReportAction,
  confirmMissingAction,
  downloadReceived,
  judgeReportAction,
  noteOnReportAction,
  registerReportAction,
  showReceivedReport,
} from './supervision/pages/report.tsx';
import { answerSurveyAction, showSurvey } from './survey/pages/answer-page.tsx';

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
  app.post('/besok/:id/arenden', visitActions.addMatter);
  app.post('/besok/:id/arenden/:matter/atgarder', visitActions.recordAct);
  app.post('/besok/:id/arenden/:matter/ta-bort', visitActions.removeMatter);
  app.post('/besok/:id/arenden/:matter/foretradare', visitActions.noteRepresentation);
  app.post('/besok/:id/arenden/:matter/foretradare/uppslag', visitActions.lookUpRepresentation);
  app.post('/besok/:id/avsluta', closeVisitAction);

  app.get('/kontakter', showWorkList);
  app.get('/kontakter/ny', showNewContact).post('/kontakter/ny', openContactAction);
  app.post('/kontakter/ny/utkast', saveNewDraftAction);
  app.get('/kontakter/puls', showPulse);
  app.get('/kontakter/mallar', showTemplates).post('/kontakter/mallar', addTemplateAction);
  app.post('/kontakter/mallar/:id/ta-bort', endTemplateAction);
  app.get('/kontakter/mejl-som-inte-kom-fram', showUndelivered);
  app.get('/kontakter/:id', showContact);
  app.post('/kontakter/:id/mejl', answerByMailAction);
  app.get('/kontakter/:id/mejl/:mail/bilagor/:position', downloadMailAttachment);
  app.get('/kontakter/:id/uppgifter', searchContactTasks);
  app.post('/kontakter/:id/arenden', contactMatters.addMatter);
  app.post('/kontakter/:id/arenden/:matter/atgarder', contactMatters.recordAct);
  app.post('/kontakter/:id/arenden/:matter/ta-bort', contactMatters.removeMatter);
  app.post('/kontakter/:id/arenden/:matter/foretradare', contactMatters.noteRepresentation);
  app.post('/kontakter/:id/arenden/:matter/foretradare/uppslag', contactMatters.lookUpRepresentation);
  app.post('/kontakter/:id/ta', takeContactAction);
  app.post('/kontakter/:id/skicka-tillbaka', sendBackAction);
  app.post('/kontakter/:id/ta-tillbaka', takeBackAction);
  app.get('/samverkan', showOverflow);
  app.post('/samverkan/flytta', moveNowAction);
  app.get('/samverkan/regler/ny', showNewRule).post('/samverkan/regler/ny', saveRuleAction);
  app.get('/samverkan/regler/:id', showRule).post('/samverkan/regler/:id', saveRuleAction);
  app.post('/samverkan/regler/:id/avsluta', endRuleAction);
  app.post('/kontakter/:id/lagg-tillbaka', putBackAction);
  app.post('/kontakter/:id/amne', setSubjectAction);
  app.post('/kontakter/:id/texter', writeTextAction);
  app.post('/kontakter/:id/svara', answerNowAction);
  app.post('/kontakter/:id/utkast', saveDraftAction);
  app.post('/kontakter/:id/mall', useTemplateAction);
  app.post('/kontakter/:id/person', savePersonAction);
  app.post('/kontakter/:id/visa-person', showPersonAction);
  app.post('/kontakter/:id/kallor', addSourceAction);
  app.post('/kontakter/:id/avsluta', closeContactAction);
  app.post('/kontakter/:id/loften', makePromiseAction);
  app.post('/kontakter/:id/loften/:promise/hall', keepPromiseAction);
  app.post('/kontakter/:id/loften/:promise/flytta', movePromiseAction);
  app.get('/kontakter/:id/kvitto', showReceipt).post('/kontakter/:id/kvitto', sendReceiptAction);
  app.get('/loften', showPromises);
  app.get('/telefoni', showTelephones).post('/telefoni', telephonesAction);
  app.get('/kontakta/:code', showPublicForm).post('/kontakta/:code', sendPublicForm);
  app.get('/kontakta/:code/tack/:reference', showThanks);

  app.get('/avtal', showAgreements);
  app.get('/avtal/utkast', showDrafts).post('/avtal/utkast', openDraftAction);
  app.get('/avtal/utkast/:id', showDraft).post('/avtal/utkast/:id', draftAction);
  app.post('/avtal/utkast/:id/granska', checkDraft);
  app.get('/avtal/utkast/:id/historik', showDraftHistory);
  app.get('/avtal/:id', showAgreement);
  app.get('/avtal/:id/jamfor', showComparison);
  app.get('/avtal/:id/versioner/:n/avtal.pdf', downloadVersionPdf);
  app.post('/avtal/:id/versioner/:n/undertecknat', attachSignedCopyAction);
  app.get('/avtal/:id/undertecknat/:copy', downloadSignedCopy);
  app.post('/avtal/:id/godkannande', approveAction);
  app.post('/avtal/:id/godkannande/andring', approveAmendmentAction);
  app.post('/avtal/:id/godkannande/aterkalla', revokeApprovalAction);
  app.post('/avtal/:id/utkast', openAmendmentAction);
  app.get('/avtal/:id/avsluta', showEnd).post('/avtal/:id/avsluta', endAction);
  app.get('/avtal/:id/plan', showPlan).post('/avtal/:id/plan', addStepAction);
  app.post('/avtal/:id/plan/:step', changeStepAction);
  app.post('/avtal/:id/plan/:step/utkast', draftStepAction);
  app.post('/avtal/:id/plan/:step/klart', closeStepAction('done'));
  app.post('/avtal/:id/plan/:step/stall-in', closeStepAction('cancelled'));
  app.get('/avtal/:id/checklista', showChecklist).post('/avtal/:id/checklista', addChecklistItemAction);
  app.post('/avtal/:id/checklista/klart', tickAction);
  app.get('/uppdrag', showMandates);
  app.get('/uppdrag/nytt', showIssueMandate).post('/uppdrag/nytt', issueMandateAction);
  app.get('/uppdrag/flera', showBatches);
  app.get('/uppdrag/flera/nytt', showNewBatch).post('/uppdrag/flera/nytt', draftBatchAction);
  app.get('/uppdrag/flera/:id', showBatch);
  app.post('/uppdrag/flera/:id/utfarda', orderBatchAction);
  app.post('/uppdrag/flera/:id/kasta', discardBatchAction);
  app.get('/uppdrag/flera/:id/rapport.csv', downloadReport);
  app.get('/uppdrag/fornya', showRenew).post('/uppdrag/fornya', renewAction);
  app.get('/uppdrag/vantar', showWaiting).post('/uppdrag/vantar', signAction);
  app.get('/uppdrag/:id', showMandate);
  app.post('/uppdrag/:id/aterkalla', withdrawAction);
  app.get('/kompetens', showCompetences);
  app.get('/kompetens/ny', showRecordCompetence).post('/kompetens/ny', recordCompetenceAction);
  app.get('/kompetens/fil', showCompetenceFile).post('/kompetens/fil', competenceFileAction);
  app.post('/kompetens/:id/aterkalla', withdrawCompetenceAction);
  app.get('/atgarder', showActs);
  app.get('/fraga-lagen', showAsk);
  app.get('/tackning', showCoverage);
  app.get('/tackning.csv', downloadCoverage);
  app.get('/tackning/bortfall', showOtherEnds);
  app.get('/avtal/:id/om-det-upphor', showAgreementEnds);
  app.get('/uppdrag/:id/om-det-upphor', showMandateEnds);

  app.get('/felanmalan', showFaultForm).post('/felanmalan', reportAction);
  app.get('/felanmalan/karta.svg', showMapPicture);
  app.get('/felanmalan/bild/:id', showPublicPhoto);
  app.get('/felanmalan/:reference', showStatus);
  app.post('/felanmalan/:reference/folj', followFaultAction);
  app.get('/felanmalan/:reference/mottagare/:proof/bild/:id', showReceiverPhoto);
  app.get('/felanmalan/:reference/:secret', showOwn);
  app.get('/felanmalan/:reference/:secret/bild/:id', showOwnPhoto);
  app.post('/felanmalan/:reference/:secret/svar', fixedAction);
  app.post('/felanmalan/:reference/:secret/mer', addAction);
  app.get('/synpunkter', showComplaint).post('/synpunkter', complaintAction);
  app.get('/synpunkter/:reference', showComplaintStatus);
  app.get('/synpunkter/:reference/:secret', showComplaintStatus).post(writeBackAction);
  app.get('/felanmalningar', showFaultList);
  app.get('/felanmalningar/synpunkter', showComplaintList);
  app.get('/felanmalningar/synpunkter/:reference', showStaffComplaint).post(answerComplaintAction);
  app.get('/felanmalningar/installningar', showFaultSettings);
  app.post('/felanmalningar/installningar/:id', openBodyAction);
  app.post('/felanmalningar/installningar/:id/svarstid', changeBodyAction);
  app.get('/felanmalningar/installningar/:id/slag/nytt', showNewKind).post(newKindAction);
  app.get('/felanmalningar/installningar/:id/slag/:kind', showKind).post(changeKindAction);
  app.post('/felanmalningar/installningar/:id/slag/:kind/ta-emot', categoryAction);
  app.post('/felanmalningar/installningar/:id/nycklar', makeKeyAction);
  app.post('/felanmalningar/installningar/:id/nycklar/:key/dra-in', endKeyAction);
  app.post('/felanmalningar/installningar/:id/eget-system', forwardingAction);
  app.get('/felanmalningar/:reference', showStaffFault);
  app.get('/felanmalningar/:reference/bild/:id', showStaffPhoto);
  app.post('/felanmalningar/:reference/ta', startFaultAction);
  app.post('/felanmalningar/:reference/skriv', noteFaultAction);
  app.post('/felanmalningar/:reference/avsluta', closeFaultAction);
  app.post('/felanmalningar/:reference/flytta', moveFaultAction);
  app.post('/felanmalningar/:reference/samma', duplicateFaultAction);
  app.post('/felanmalningar/:reference/visning', shownAction);

  app.get('/behorigheter', showSystems);
  app.get('/behorigheter/handlaggare', showOfficerAccess);
  app.get('/behorigheter/:id', showSystem);
  app.post('/behorigheter/:id/lista', takeListAction);
  app.post('/behorigheter/:id/begar', requestChangeAction);
  app.get('/behorigheter/:id/arbetslista.csv', workListFile);

  app.get('/rapporter', showReports).post('/rapporter', openReportAction);
  app.get('/rapporter/skyldighet', showDuty).post('/rapporter/skyldighet', setDutyAction);
  app.get('/rapporter/kontor', showOfficeQuestions);
  app.get('/rapporter/kontor/:id', showOfficeQuestion).post('/rapporter/kontor/:id', answerOfficeAction);
  app.get('/rapporter/:id', showReport).post('/rapporter/:id', saveReportAction);
  app.get('/rapporter/:id/rader', showReportRows);
  app.post('/rapporter/:id/lamna', submitReportAction);
  app.post('/rapporter/:id/aterta', withdrawReportAction);
  app.get('/rapporter/:id/granska', showReview).post('/rapporter/:id/granska', reviewAction);
  app.post('/rapporter/:id/frys', freezeReportAction);
  app.get('/rapporter/:id/kontoren', showReportOffices);
  app.post('/rapporter/:id/kontoren/fraga', askOfficesAction);
  app.post('/rapporter/:id/kontoren/infoga', takeAnswersAction);
  app.post('/rapporter/:id/versioner/:n/skicka', sendVersionAction);
  app.post('/rapporter/:id/versioner/:n/mottagen', receiveVersionAction);
  app.get('/rapporter/:id/versioner/:n/avtal.pdf', downloadEnclosure('agreements'));
  app.get('/rapporter/:id/versioner/:n/brev.pdf', downloadEnclosure('letter'));
  app.get('/rapporter/:id/versioner/:n', showVersion);
  app.post('/rapporter/:id/versioner/:n/jamfor', compareVersionAction);
  app.get('/rapporter/:id/versioner/:n/arkiv.pdf', downloadVersion('archive'));
  app.get('/rapporter/:id/versioner/:n/lasning.pdf', downloadVersion('reading'));
  app.get('/rapporter/:id/versioner/:n/innehall.json', downloadVersion('content'));

  app.get('/kopior', showCopies).post('/kopior', copiesAction);
  app.post('/kopior/mottagare', setRegistrarAction);
  app.get('/kopior/:id/:version', showCopy);
  app.get('/kopior/:id/:version/avtal.pdf', downloadCopy);
  app.get('/kopior/:id/:version/brev.pdf', downloadLetter);
  app.post('/kopior/:id/:version/skicka', sendCopyAction);
  app.post('/kopior/:id/:version/brev', letterSentAction);
  app.post('/kopior/:id/:version/bekrafta', acknowledgeAction);
  app.get('/brevlador', showMailboxes);
  app.get('/brevlador/ny', showNewMailbox).post('/brevlador/ny', addMailboxAction);
  app.get('/brevlador/:id', showMailbox).post('/brevlador/:id', changeMailboxAction);
  app.post('/brevlador/:id/las', tryMailboxAction);
  app.post('/brevlador/:id/avsluta', endMailboxAction);
  app.post('/brevlador/:box/mejl/:id/kontakt', makeContactAction);

  app.get('/utskick', showOutbox);
  app.get('/utskick/:id', showMail);
  app.get('/utskick/:id/bilagor/:position', downloadAttachment);
  app.post('/utskick/:id/avgor', decideMailAction);

  app.get('/kammarkollegiet', showInbox);
  app.post('/kammarkollegiet/uteblivna', noteAbsenceAction);
  app.post('/kammarkollegiet/regler', askAllAction);
  app.get('/kammarkollegiet/myndigheter', showSupervised);
  app.get('/kammarkollegiet/myndigheter/:id', showSupervisedAuthority);
  app.get('/kammarkollegiet/avtal/:id/:version', showReceivedCopy);
  app.get('/kammarkollegiet/avtal/:id/:version/handling.pdf', downloadReceivedCopy);
  app.post('/kammarkollegiet/avtal/:id/:version/diariefor', registerCopyAction);
  app.post('/kammarkollegiet/avtal/:id/:version/avvikelser', noteOnCopyAction);
  app.post('/kammarkollegiet/avtal/:id/:version/regler', askAgainOfCopyAction);
  app.get('/kammarkollegiet/rapporter/:id/:version', showReceivedReport);
  app.get('/kammarkollegiet/rapporter/:id/:version/arkiv.pdf', downloadReceived('archive'));
  app.get('/kammarkollegiet/rapporter/:id/:version/lasning.pdf', downloadReceived('reading'));
  app.post('/kammarkollegiet/rapporter/:id/:version/diariefor', registerReportAction);
  app.post('/kammarkollegiet/rapporter/:id/:version/punkter', judgeReportAction);
  app.post('/kammarkollegiet/rapporter/:id/:version/punkter/avvikelse', confirmMissingAction);
  app.post('/kammarkollegiet/rapporter/:id/:version/avvikelser', noteOnReportAction);
  app.post('/kammarkollegiet/rapporter/:id/:version/regler', askAgainOfReportAction);
  app.get('/kammarkollegiet/avvikelser', showDeviations);
  app.get('/kammarkollegiet/avvikelser/:id', showDeviation).post(decideDeviationAction);
  app.get('/kammarkollegiet/regeringen', showGovernmentReports);
  app.get('/kammarkollegiet/regeringen/:year', showGovernmentReport).post(saveGovernmentAction);
  app.post('/kammarkollegiet/regeringen/:year/frys', saveGovernmentAction);
  app.post('/kammarkollegiet/regeringen/:year/gor-om', saveGovernmentAction);
  app.get('/kammarkollegiet/regeringen/:year/jamfor', showGovernmentComparison);
  app.get('/kammarkollegiet/regeringen/:year/versioner/:n/rapport.pdf', downloadGovernment('pdf'));
  app.get('/kammarkollegiet/regeringen/:year/versioner/:n/innehall.json', downloadGovernment('content'));
  app.get('/kammarkollegiet/rad', showAdviceList).post(giveAdviceAction);
  app.get('/kammarkollegiet/rad/:id', showAdvice);
  app.post('/kammarkollegiet/rad/:id/ratta', correctAdviceAction);
  app.get('/kammarkollegiet/adresser', showAddresses);
  app.post('/kammarkollegiet/adresser/:addressee', keepAddressAction);
  app.get('/papekanden', showFindings);
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

  app.get('/tavla', showBoard);
  app.get('/tavla/nu', boardPart);
  app.get('/tavla/strom', boardStream);
  app.get('/ko/:office/tavla', previewBoard);
  app.get('/ko/:office/tavla/nu', previewPart);

  app.get('/ko', showQueues);
  app.get('/ko/omrade', showArea);
  app.get('/ko/:office', showDesk);
  app.get('/ko/:office/ledning', showLead);
  app.post('/ko/:office/ledning/nummer/:ticket', endServiceAction);
  app.post('/ko/:office/ledning/disk/:session', closeDeskOfAction);
  app.post('/ko/:office/ledning/disk/:session/slapp', releaseShareAction);
  app.post('/ko/:office/ledning/behov/:need', pauseNeedAction);
  app.post('/ko/:office/ledning/stang', closeEarlyAction);
  app.post('/ko/:office/ledning/oppna', openAgainAction);
  app.get('/ko/:office/installningar', showSettings);
  app.post('/ko/:office/installningar', setQueueAction);
  app.post('/ko/:office/installningar/oppna', openQueueAction);
  app.get('/ko/:office/installningar/behov/nytt', showNewNeed);
  app.post('/ko/:office/installningar/behov/nytt', addNeedAction);
  app.get('/ko/:office/installningar/behov/:need', showNeed);
  app.post('/ko/:office/installningar/behov/:need', changeNeedAction);
  app.post('/ko/:office/installningar/behov/:need/avsluta', endNeedAction);
  app.post('/ko/:office/installningar/behov/:need/ordning', orderAction);
  app.get('/ko/:office/installningar/disk/ny', showNewDesk);
  app.post('/ko/:office/installningar/disk/ny', addDeskAction);
  app.get('/ko/:office/installningar/disk/:desk', showDeskSettings);
  app.post('/ko/:office/installningar/disk/:desk', changeDeskAction);
  app.post('/ko/:office/installningar/disk/:desk/avsluta', endDeskAction);
  app.get('/ko/:office/larm', showAlarms);
  app.post('/ko/:office/larm', raiseAlarmAction);
  app.post('/ko/:office/larm/:alarm/kommer', acknowledgeAlarmAction);
  app.post('/ko/:office/larm/:alarm/avsluta', endAlarmAction);
  app.post('/ko/:office/larm/:alarm/anteckna', noteIncidentAction);
  app.get('/ko/:office/nummer/:ticket', showTicketToStaff);
  app.post('/ko/:office/nummer/:ticket/andra', changeTicketAction);
  app.post('/ko/:office/nummer/:ticket/flytta', moveTicketAction);
  app.get('/ko/:office/strom', staffStream);
  app.get('/ko/:office/utan-kontakt', showDeskWithoutLine);
  app.post('/ko/:office/disk/puls', deskBeatAction);
  app.post('/ko/:office/disk/handelser', mergeDeskAction);
  app.post('/ko/:office/disk', openDeskAction);
  app.post('/ko/:office/disk/lage', deskStateAction);
  app.post('/ko/:office/kalla', callNextAction);
  app.post('/ko/:office/nummer/:ticket/kalla', callChosenAction);
  app.post('/ko/:office/nummer/:ticket/skicka-vidare', redirectAction);
  app.post('/ko/:office/nummer/:ticket/tid', markTimeAction);
  app.post('/ko/:office/nummer/:ticket/:step', stepAction);

  app.get('/enhet', showEnrol).post('/enhet', enrolAction);
  app.post('/enhet/klocka', clockAction);
  app.post('/enhet/puls', deviceBeatAction);
  app.post('/enhet/nummer', mergeTicketsAction);
  app.get('/utan-kontakt.js', offlineWorker);
  app.get('/enheter', showMyDevices);
  app.get('/ko/:office/enheter', showDevices).post('/ko/:office/enheter', makeDeviceAction);
  app.get('/ko/:office/enheter/:device', showDevice);
  app.post('/ko/:office/enheter/:device/skrivare', setPrinterAction);
  app.post('/ko/:office/enheter/:device/kod', newCodeAction);
  app.post('/ko/:office/enheter/:device/dra-in', withdrawDeviceAction);
  app.get('/reception', showReceptions);
  app.get('/ko/:office/reception', showReception).post('/ko/:office/reception', giveAction);
  app.post('/ko/:office/reception/larm/:alarm/kommer', receptionComes);
  app.get('/ko/:office/reception/strom', receptionStream);
  app.get('/ko/:office/reception/utan-kontakt', showReceptionWithoutLine);
  app.get('/ko/:office/reception/:ticket/lapp', showPaper);
  app.post('/ko/:office/reception/:ticket/skriv-ut', printAgainAction);
  app.get('/kiosk', atKiosk(showNeeds));
  app.get('/kiosk/strom', atKiosk(kioskStream));
  app.get('/kiosk/utan-kontakt', atKiosk(showKioskWithoutLine));
  app.get('/kiosk/behov/:need', atKiosk(showOptions));
  app.post('/kiosk/ta', atKiosk(takeAction));
  app.get('/kiosk/nummer/:secret', atKiosk(showTicket));
  app.get('/nummer/:code', onPhone(showNeeds));
  app.get('/nummer/:code/behov/:need', onPhone(showOptions));
  app.post('/nummer/:code/ta', onPhone(takeAction));
  app.get('/plats/:secret', (c) => showPlace(c));
  app.get('/plats/:secret/strom', placeStream);
  app.post('/plats/:secret/lamna', leaveAction);
  app.post('/plats/:secret/tillbaka', comeBackAction);

  app.get('/overlamningar', showHandOvers);
  app.get('/overlamningar/ny', showOffer).post('/overlamningar/ny', offerAction);
  app.get('/overlamningar/installningar', showReceiving);
  app.post('/overlamningar/installningar', setReceivingAction);
  app.get('/overlamningar/jav', showDeskConflicts);
  app.post('/overlamningar/jav/:matter', declareConflictAction);
  app.post('/overlamningar/jav/:matter/hav', liftConflictAction);
  app.get('/overlamningar/:id', showHandOver).post('/overlamningar/:id', handOverStepAction);
  app.get('/overlamningar/:id/vidare', showReroute).post('/overlamningar/:id/vidare', rerouteAction);
  app.post('/overlamningar/:id/diarium', registerHandOverAction);
  app.post('/overlamningar/:id/kod', personCodeAction);
  app.post('/overlamningar/:id/handlingar', documentAction);
  app.get('/overlamningar/:id/handlingar/:document', downloadDocument);
  app.post('/overlamningar/:id/leveranser/:delivery', resendAction);
  app.get('/diarium', showDiaries).post('/diarium', registerAction);
  app.post('/diarium/monster', setDiaryAction);
  app.post('/diarium/:id/visning', setWithheldAction);
  app.get('/diarium/:authority', showPublicDiary);
  app.get('/folj', showFollow).post('/folj', followAction);
  app.get('/folj/arende', showFollowed).post('/folj/arende', followedAction);
  app.get('/folj/:secret', followLink);

  app.get('/ansok', showApply);
  app.get('/ansok/fortsatt', showGoOn).post('/ansok/fortsatt', goOnAction);
  app.get('/ansok/kvitto', showReceiptOfCode);
  app.get('/ansok/kvitto/beslut.pdf', downloadOwnDecision);
  app.get('/ansok/kvitto/:code', receiptLink);
  app.get('/ansok/:form', showApplyForm).post('/ansok/:form', applyAction);
  app.get('/ansokningar', showApplications);
  app.get('/ansokningar/ny', showDeskForms);
  app.get('/ansokningar/ny/:form', showDeskForm).post('/ansokningar/ny/:form', deskFormAction);
  app.get('/ansokningar/:id', showApplication);
  app.get('/ansokningar/:id/ansokan.pdf', downloadApplication);
  app.get('/ansokningar/:id/beslut.pdf', downloadDecision);
  app.get('/ansokningar/:id/bilagor/:file', downloadApplicationFile);
  app.post('/ansokningar/:id/ta', takeApplicationAction);
  app.post('/ansokningar/:id/beslut', decideAction);
  app.post('/ansokningar/:id/lamna-over', handOverAction);
  app.get('/blanketter', showForms);
  app.get('/blanketter/ny', showNewForm).post('/blanketter/ny', newFormAction);
  app.get('/blanketter/:id', showForm);
  app.post('/blanketter/:id/versioner', newVersionAction);
  app.get('/blanketter/:id/versioner/:version/export', exportForm);
  app.post('/blanketter/:id/kontor', setOfficeAction);
  app.post('/blanketter/:id/avsluta', endFormAction);
  app.post('/blanketter/:id/ta-upp', takeUpFormAction);

  app.get('/fragor', showQuestions);
  app.get('/fragor.csv', questionsCsv);
  app.get('/fragor/:task/:authority', showQuestion).post('/fragor/:task/:authority', writeGuidanceAction);
  app.get('/kartlaggning', showStudies);
  app.get('/kartlaggning/ny', showNewStudy).post('/kartlaggning/ny', makeStudyAction);
  app.get('/kartlaggning/vardag', showEveryday);
  app.post('/kartlaggning/kontakt/:id', mapContactAction);
  app.get('/kartlaggning/:id', showStudy);
  app.get('/kartlaggning/:id/export.csv', studyCsv);
  app.get('/kartlaggning/:id/export.xlsx', studyXlsx);
  app.get('/tyck/:code', showSurvey).post('/tyck/:code', answerSurveyAction);
  app.get('/hitta', showFinder);
  app.post('/ko/:office/enheter/:device/ljud', setSoundAction);

  app.get('/kontor/:code', showPublicOffice);
  app.get('/kontorstider', showMyOffices);
  app.get('/kontorstider/:id', showOfficeHours);
  app.get('/kontorstider/:id/ar/:year', showYear);
  app
    .get('/kontorstider/:id/hitta-hit', showVisitFacts)
    .post('/kontorstider/:id/hitta-hit', setVisitFactsAction);
  app.get('/kontorstider/:id/vecka', weekPage.show).post('/kontorstider/:id/vecka', weekPage.action);
  app.post('/kontorstider/:id/vecka/:row/dra-tillbaka', withdrawWeekAction);
  app.get('/kontorstider/:id/undantag', exceptionPage.show);
  app.post('/kontorstider/:id/undantag', exceptionPage.action);
  app.post('/kontorstider/:id/undantag/:row/dra-tillbaka', withdrawExceptionAction);
  app.get('/kontorstider/:id/sprak', languagePage.show).post('/kontorstider/:id/sprak', languagePage.action);
  app.post('/kontorstider/:id/sprak/:row/avsluta', endLanguageAction);

  app.get('/oppna-siffror', showOpenFigures);
  for (const name of OPEN_FILES)
    for (const format of ['csv', 'json']) app.get(`/oppna-siffror/${name}.${format}`, downloadOpen);
  for (const format of ['rdf', 'ttl', 'jsonld']) app.get(`/oppna-siffror/dcat.${format}`, downloadCatalog);
  app.get('/dcat2.rdf', downloadCatalog);
  app.get('/statistik', showStatistics);
  app.get('/statistik/visa', (c) => showView(c));
  for (const format of ['xlsx', 'csv', 'json']) app.get(`/statistik/fil.${format}`, downloadView);
  app.get('/statistik/manad', showMonth);
  app.get('/statistik/ar', showYears);
  app.get('/statistik/timmar', showHours);
  app.get('/statistik/tider', showTimes);
  app.get('/statistik/idag', showToday);
  app.get('/statistik/jag', showOwnWork);
  for (const format of ['xlsx', 'csv', 'json']) app.get(`/statistik/jag.${format}`, downloadOwnWork);
  app.get('/statistik/matt', showMeasures);
  app.get('/statistik/matt/:key', showMeasure);
  app.get('/statistik/rattelser', showCorrections);
  app.get('/statistik/rader', showRowsBehind);
  app.get('/statistik/stangning', showClosing).post('/statistik/stangning', closeMonthAction);
  app.get('/statistik/stangning/:file', downloadMonth);
  app.post('/statistik/stangning/:id', checkMonthAction);
  app.get('/statistik/rapporterat', showReported).post('/statistik/rapporterat', addReportedAction);
  app.get('/statistik/utskick', showSchedules);
  app.get('/statistik/utskick/nytt', showNewSchedule).post('/statistik/utskick/nytt', addScheduleAction);
  app.post('/statistik/utskick/:id/stoppa', stopScheduleAction);

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
