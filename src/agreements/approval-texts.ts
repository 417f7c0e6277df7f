import { catalogue } from '../ui/texts.ts';

export const approvalTexts = catalogue(
  {
    title: 'Godkännande',
    needed:
      'Lagen som avtalet tecknades under kräver att det godkänns innan det tillämpas. Utan godkännande får ingen göra något med stöd av avtalet.',
    by: {
      government: 'Regeringen godkänner.',
      'government-or-appointed': 'Regeringen, eller den myndighet som regeringen bestämmer, godkänner.',
    },
    amendmentTitle: (version: number) => `Godkännande av ändringen i version ${version}`,
    amendmentNeeded:
      'Också en ändring ska godkännas innan den tillämpas. Till dess gäller avtalet som det senast godkändes.',
    approvedOn: 'Godkändes den',
    decision: 'Beslut',
    decisionHelp: 'Vem som beslutade och beslutets diarienummer. Står i avtalets historik.',
    approve: 'Registrera godkännandet',
    revokeTitle: 'Har godkännandet återkallats?',
    revokedOn: 'Återkallat från och med',
    revokedHelp: 'Från den dagen får ingen göra något med stöd av avtalet. Det som är gjort står kvar.',
    revoke: 'Registrera återkallelsen',
    stays: 'Det som registreras ändras inte i efterhand.',
    done: {
      amendment: 'Godkännandet av ändringen är registrerat.',
      approved: 'Godkännandet är registrerat.',
      revoked: 'Återkallelsen är registrerad.',
    },
    fieldError: {
      'approval-not-asked': 'Lagen som avtalet tecknades under kräver inget godkännande.',
      'amendment-approval-not-asked':
        'Lagen som avtalet tecknades under kräver inget eget godkännande av ändringar.',
      'agreement-not-approved': 'Avtalet självt är inte godkänt. Registrera dess godkännande först.',
      'before-the-amendment': 'Dagen ligger före beslutet om ändringen. Ange en senare dag.',
      'already-approved': 'Godkännandet är redan registrerat, kanske av någon annan nyss. Det ändras inte.',
      'not-decided-yet': 'Dagen har inte varit än. Ange dagen då beslutet fattades.',
      'before-its-law': 'Dagen ligger före lagen som avtalet tecknades under. Kontrollera årtalet.',
      'nothing-to-revoke': 'Inget godkännande är registrerat. Registrera det först.',
      'already-revoked': 'Återkallelsen är redan registrerad, kanske av någon annan nyss. Den ändras inte.',
      'revoked-before-approved': 'Dagen ligger före godkännandet. Ange en senare dag.',
    },
  },
  {
    title: 'Approval',
    needed:
      'The law under which the agreement was signed wants it approved before it is applied. Without an approval nobody may act under it.',
    by: {
      government: 'The Government approves.',
      'government-or-appointed': 'The Government, or the authority that it appoints, approves.',
    },
    amendmentTitle: (version: number) => `Approval of the amendment in version ${version}`,
    amendmentNeeded:
      'An amendment too is approved before it is applied. Until then the agreement goes on as it was last approved.',
    approvedOn: 'Approved on',
    decision: 'Decision',
    decisionHelp: 'Who decided, and the diary number of the decision. It stands in the agreement’s history.',
    approve: 'Record the approval',
    revokeTitle: 'Has the approval been revoked?',
    revokedOn: 'Revoked from',
    revokedHelp: 'From that day nobody may act under the agreement. What has been done stands.',
    revoke: 'Record the revocation',
    stays: 'What is recorded is not changed afterwards.',
    done: {
      amendment: 'The approval of the amendment is recorded.',
      approved: 'The approval is recorded.',
      revoked: 'The revocation is recorded.',
    },
    fieldError: {
      'approval-not-asked': 'The law under which the agreement was signed asks for no approval.',
      'amendment-approval-not-asked':
        'The law under which the agreement was signed asks for no approval of amendments.',
      'agreement-not-approved': 'The agreement itself is not approved. Record its approval first.',
      'before-the-amendment': 'The day lies before the decision on the amendment. Give a later one.',
      'already-approved':
        'The approval is recorded already, perhaps by somebody else a moment ago. It does not change.',
      'not-decided-yet': 'That day has not been yet. Give the day of the decision.',
      'before-its-law': 'The day lies before the law under which the agreement was signed. Check the year.',
      'nothing-to-revoke': 'No approval is recorded. Record it first.',
      'already-revoked':
        'The revocation is recorded already, perhaps by somebody else a moment ago. It does not change.',
      'revoked-before-approved': 'The day lies before the approval. Give a later one.',
    },
  },
);
