/* Names of ISO 20022 elements that mean something to screening. */
#include "message/mx_read.h"

typedef struct name_row {
    const char *name;
    uint8_t kind, role;
} name_row;

/* Sorted by name, bytewise. */
static const name_row rows[] = {
    {"AcctOwnr", MX_PARTY_ABOVE, ROLE_ACCOUNT_OWNER},
    {"AcctSvcr", MX_PARTY, ROLE_INSTRUCTING_AGENT},
    {"AddtlInf", MX_TEXT, 0},
    {"AddtlNtfctnInf", MX_TEXT, 0},
    {"AddtlNtryInf", MX_TEXT, 0},
    {"AddtlRmtInf", MX_TEXT, 0},
    {"AddtlRptInf", MX_TEXT, 0},
    {"AddtlStmtInf", MX_TEXT, 0},
    {"AddtlTxInf", MX_TEXT, 0},
    {"AdrLine", MX_ADDRESS, 0},
    {"Agt", MX_GENERIC, ROLE_OTHER},
    {"Amt", MX_AMOUNT, 0},
    {"AnyBIC", MX_BIC, 0},
    {"Assgne", MX_PARTY_ABOVE, ROLE_INSTRUCTED_AGENT},
    {"Assgnr", MX_PARTY_ABOVE, ROLE_INSTRUCTING_AGENT},
    {"BIC", MX_BIC, 0},
    {"BICFI", MX_BIC, 0},
    {"BICOrBEI", MX_BIC, 0},
    {"BirthDt", MX_BIRTH_DATE, 0},
    {"BizMsgIdr", MX_MESSAGE_ID, 0},
    {"BldgNb", MX_ADDRESS, 0},
    {"BldgNm", MX_ADDRESS, 0},
    {"BrnchId", MX_BRANCH, 0},
    {"CdtInstr", MX_BATCH, 0},
    {"CdtTrfTxInf", MX_PAYMENT, 0},
    {"Cdtr", MX_PARTY, ROLE_CREDITOR},
    {"CdtrAgt", MX_PARTY, ROLE_CREDITOR_AGENT},
    {"CdtrSchmeId", MX_PARTY, ROLE_OTHER},
    {"ChrgsAcctAgt", MX_PARTY, ROLE_OTHER},
    {"CityOfBirth", MX_BIRTH_PLACE, 0},
    {"ClrSysMmbId", MX_CLEARING, 0},
    {"Cretr", MX_PARTY_ABOVE, ROLE_OTHER},
    {"CtctDtls", MX_CONTACT, 0},
    {"Ctry", MX_COUNTRY, 0},
    {"CtryOfBirth", MX_BIRTH_PLACE, 0},
    {"CtryOfRes", MX_COUNTRY, 0},
    {"CtrySubDvsn", MX_ADDRESS, 0},
    {"Dbtr", MX_PARTY, ROLE_DEBTOR},
    {"DbtrAgt", MX_PARTY, ROLE_DEBTOR_AGENT},
    {"Dept", MX_ADDRESS, 0},
    {"DrctDbtTxInf", MX_PAYMENT, 0},
    {"DstrctNm", MX_ADDRESS, 0},
    {"EndToEndId", MX_END_TO_END, 0},
    {"Envlp", MX_FOREIGN, 0},
    {"FinInstnId", MX_INSTITUTION, 0},
    {"Flr", MX_ADDRESS, 0},
    {"Fr", MX_PARTY, ROLE_INSTRUCTING_AGENT},
    {"FwdgAgt", MX_PARTY, ROLE_INSTRUCTING_AGENT},
    {"Grnshee", MX_PARTY, ROLE_OTHER},
    {"GrnshmtAdmstr", MX_PARTY, ROLE_OTHER},
    {"GrpHdr", MX_HEADER, 0},
    {"IBAN", MX_IBAN, 0},
    {"Id", MX_IDENTIFIER, 0},
    {"Inf", MX_TEXT, 0},
    {"InitgPty", MX_PARTY, ROLE_INITIATING_PARTY},
    {"InstdAgt", MX_PARTY, ROLE_INSTRUCTED_AGENT},
    {"InstdAmt", MX_AMOUNT, 0},
    {"InstdRmbrsmntAgt", MX_PARTY, ROLE_REIMBURSEMENT_AGENT},
    {"InstgAgt", MX_PARTY, ROLE_INSTRUCTING_AGENT},
    {"InstgRmbrsmntAgt", MX_PARTY, ROLE_REIMBURSEMENT_AGENT},
    {"InstrId", MX_PAYMENT_ID, 0},
    {"InstrInf", MX_TEXT, 0},
    {"IntrBkSttlmAmt", MX_AMOUNT, 0},
    {"IntrBkSttlmDt", MX_DATE, 0},
    {"IntrmyAgt", MX_PARTY, ROLE_INTERMEDIARY_AGENT},
    {"IntrmyAgt1", MX_PARTY, ROLE_INTERMEDIARY_AGENT},
    {"IntrmyAgt2", MX_PARTY, ROLE_INTERMEDIARY_AGENT},
    {"IntrmyAgt3", MX_PARTY, ROLE_INTERMEDIARY_AGENT},
    {"Invcee", MX_PARTY, ROLE_ULTIMATE_DEBTOR},
    {"Invcr", MX_PARTY, ROLE_ULTIMATE_CREDITOR},
    {"Itm", MX_PAYMENT, 0},
    {"LEI", MX_LEI, 0},
    {"MmbId", MX_MEMBER, 0},
    {"MsgId", MX_MESSAGE_ID, 0},
    {"MsgRcpt", MX_PARTY, ROLE_OTHER},
    {"MsgSndr", MX_PARTY_ABOVE, ROLE_INSTRUCTING_AGENT},
    {"NbOfTxs", MX_COUNT, 0},
    {"Nm", MX_NAME, 0},
    {"Ntfctn", MX_BATCH, 0},
    {"Ntry", MX_ENTRY, 0},
    {"OrgnlCdtr", MX_PARTY, ROLE_CREDITOR},
    {"OrgnlCdtrAgt", MX_PARTY, ROLE_CREDITOR_AGENT},
    {"OrgnlCdtrSchmeId", MX_PARTY, ROLE_OTHER},
    {"OrgnlDbtr", MX_PARTY, ROLE_DEBTOR},
    {"OrgnlDbtrAgt", MX_PARTY, ROLE_DEBTOR_AGENT},
    {"OrgnlEndToEndId", MX_END_TO_END, 0},
    {"OrgnlInstrId", MX_RELATED, 0},
    {"OrgnlPmtInfAndCxl", MX_BATCH, 0},
    {"OrgnlPmtInfAndRvsl", MX_BATCH, 0},
    {"OrgnlPmtInfAndSts", MX_BATCH, 0},
    {"OrgnlTxId", MX_RELATED, 0},
    {"OrgnlUETR", MX_UETR, 0},
    {"Orgtr", MX_PARTY, ROLE_OTHER},
    {"Ownr", MX_PARTY, ROLE_ACCOUNT_OWNER},
    {"PmtInf", MX_BATCH, 0},
    {"PrvcOfBirth", MX_BIRTH_PLACE, 0},
    {"PrvsInstgAgt", MX_PARTY, ROLE_PREVIOUS_INSTRUCTING_AGENT},
    {"PrvsInstgAgt1", MX_PARTY, ROLE_PREVIOUS_INSTRUCTING_AGENT},
    {"PrvsInstgAgt2", MX_PARTY, ROLE_PREVIOUS_INSTRUCTING_AGENT},
    {"PrvsInstgAgt3", MX_PARTY, ROLE_PREVIOUS_INSTRUCTING_AGENT},
    {"PstBx", MX_ADDRESS, 0},
    {"PstCd", MX_ADDRESS, 0},
    {"Pty", MX_GENERIC, ROLE_OTHER},
    {"ReqdExctnDt", MX_DATE, 0},
    {"Room", MX_ADDRESS, 0},
    {"Rpt", MX_BATCH, 0},
    {"RtrOrgtr", MX_PARTY, ROLE_OTHER},
    {"Stmt", MX_BATCH, 0},
    {"StrtNm", MX_ADDRESS, 0},
    {"SubDept", MX_ADDRESS, 0},
    {"Svcr", MX_PARTY, ROLE_INSTRUCTING_AGENT},
    {"ThrdRmbrsmntAgt", MX_PARTY, ROLE_REIMBURSEMENT_AGENT},
    {"To", MX_PARTY, ROLE_INSTRUCTED_AGENT},
    {"TradgPty", MX_PARTY, ROLE_OTHER},
    {"TwnLctnNm", MX_ADDRESS, 0},
    {"TwnNm", MX_ADDRESS, 0},
    {"TxId", MX_PAYMENT_ID, 0},
    {"TxInf", MX_PAYMENT, 0},
    {"TxInfAndSts", MX_PAYMENT, 0},
    {"UETR", MX_UETR, 0},
    {"UltmtCdtr", MX_PARTY, ROLE_ULTIMATE_CREDITOR},
    {"UltmtDbtr", MX_PARTY, ROLE_ULTIMATE_DEBTOR},
    {"Ustrd", MX_TEXT, 0},
    {"include", MX_INCLUDE, 0},
};

mx_kind mx_kind_of(str name, message_role *role)
{
    size_t low = 0, high = sizeof rows / sizeof rows[0];
    *role = ROLE_NONE;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(str_of(rows[middle].name), name);
        if (order == 0) {
            *role = (message_role)rows[middle].role;
            return (mx_kind)rows[middle].kind;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return MX_PLAIN;
}

const char *mx_format_of_body(str name)
{
    static const struct {
        const char *body, *format;
    } bodies[] = {
        {"FIToFICstmrCdtTrf", "pacs.008"},
        {"FICdtTrf", "pacs.009"},
        {"FinInstnCdtTrf", "pacs.009"},
        {"FIDrctDbt", "pacs.010"},
        {"PmtRtr", "pacs.004"},
        {"FIToFIPmtStsRpt", "pacs.002"},
        {"FIToFICstmrDrctDbt", "pacs.003"},
        {"FIToFIPmtRvsl", "pacs.007"},
        {"FIToFIPmtStsReq", "pacs.028"},
        {"CstmrCdtTrfInitn", "pain.001"},
        {"CstmrPmtStsRpt", "pain.002"},
        {"CstmrPmtRvsl", "pain.007"},
        {"CstmrDrctDbtInitn", "pain.008"},
        {"CdtrPmtActvtnReq", "pain.013"},
        {"CdtrPmtActvtnReqStsRpt", "pain.014"},
        {"UblToApply", "camt.026"},
        {"ClmNonRct", "camt.027"},
        {"AddtlPmtInf", "camt.028"},
        {"RsltnOfInvstgtn", "camt.029"},
        {"BkToCstmrAcctRpt", "camt.052"},
        {"BkToCstmrStmt", "camt.053"},
        {"BkToCstmrDbtCdtNtfctn", "camt.054"},
        {"CstmrPmtCxlReq", "camt.055"},
        {"FIToFIPmtCxlReq", "camt.056"},
        {"NtfctnToRcv", "camt.057"},
        {"NtfctnToRcvCxlAdvc", "camt.058"},
        {"NtfctnToRcvStsRpt", "camt.059"},
        {"AcctRptgReq", "camt.060"},
        {"ReqToModfyPmt", "camt.087"},
        {"RmtAdvc", "remt.001"},
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
        if (str_is(name, bodies[i].body))
            return bodies[i].format;
    return NULL;
}
