/* Names of ISO 20022 elements that mean something to screening. */
#include "message/mx/mx_read.h"

typedef struct name_row {
    str name;
    uint8_t kind, role;
} name_row;

#define ROW(name, kind, role)                                                                                \
    {                                                                                                        \
        STR(name), kind, role                                                                                \
    }

/* Sorted by name, bytewise. */
static const name_row rows[] = {
    ROW("AcctOwnr", MX_PARTY_ABOVE, ROLE_ACCOUNT_OWNER),
    ROW("AcctSvcr", MX_PARTY, ROLE_INSTRUCTING_AGENT),
    ROW("AddtlInf", MX_TEXT, 0),
    ROW("AddtlNtfctnInf", MX_TEXT, 0),
    ROW("AddtlNtryInf", MX_TEXT, 0),
    ROW("AddtlRmtInf", MX_TEXT, 0),
    ROW("AddtlRptInf", MX_TEXT, 0),
    ROW("AddtlStmtInf", MX_TEXT, 0),
    ROW("AddtlTxInf", MX_TEXT, 0),
    ROW("AdrLine", MX_ADDRESS, 0),
    ROW("Agt", MX_GENERIC, ROLE_OTHER),
    ROW("Amt", MX_AMOUNT, 0),
    ROW("AnyBIC", MX_BIC, 0),
    ROW("Assgne", MX_PARTY_ABOVE, ROLE_INSTRUCTED_AGENT),
    ROW("Assgnr", MX_PARTY_ABOVE, ROLE_INSTRUCTING_AGENT),
    ROW("BIC", MX_BIC, 0),
    ROW("BICFI", MX_BIC, 0),
    ROW("BICOrBEI", MX_BIC, 0),
    ROW("BirthDt", MX_BIRTH_DATE, 0),
    ROW("BizMsgIdr", MX_MESSAGE_ID, 0),
    ROW("BldgNb", MX_ADDRESS, 0),
    ROW("BldgNm", MX_ADDRESS, 0),
    ROW("BrnchId", MX_BRANCH, 0),
    ROW("CdtInstr", MX_BATCH, 0),
    ROW("CdtTrfTxInf", MX_PAYMENT, 0),
    ROW("Cdtr", MX_PARTY, ROLE_CREDITOR),
    ROW("CdtrAgt", MX_PARTY, ROLE_CREDITOR_AGENT),
    ROW("CdtrSchmeId", MX_PARTY, ROLE_OTHER),
    ROW("ChrgsAcctAgt", MX_PARTY, ROLE_OTHER),
    ROW("CityOfBirth", MX_BIRTH_PLACE, 0),
    ROW("ClrSysMmbId", MX_CLEARING, 0),
    ROW("Cretr", MX_PARTY_ABOVE, ROLE_OTHER),
    ROW("CtctDtls", MX_CONTACT, 0),
    ROW("Ctry", MX_COUNTRY, 0),
    ROW("CtryOfBirth", MX_BIRTH_PLACE, 0),
    ROW("CtryOfRes", MX_COUNTRY, 0),
    ROW("CtrySubDvsn", MX_ADDRESS, 0),
    ROW("Dbtr", MX_PARTY, ROLE_DEBTOR),
    ROW("DbtrAgt", MX_PARTY, ROLE_DEBTOR_AGENT),
    ROW("Dept", MX_ADDRESS, 0),
    ROW("DrctDbtTxInf", MX_PAYMENT, 0),
    ROW("DrweAgt", MX_PARTY, ROLE_DEBTOR_AGENT),
    ROW("Drwr", MX_PARTY, ROLE_DEBTOR),
    ROW("DrwrAgt", MX_PARTY, ROLE_DEBTOR_AGENT),
    ROW("DstrctNm", MX_ADDRESS, 0),
    ROW("EndToEndId", MX_END_TO_END, 0),
    ROW("Envlp", MX_FOREIGN, 0),
    ROW("FinInstnId", MX_INSTITUTION, 0),
    ROW("Flr", MX_ADDRESS, 0),
    ROW("Fr", MX_PARTY, ROLE_INSTRUCTING_AGENT),
    ROW("FwdgAgt", MX_PARTY, ROLE_INSTRUCTING_AGENT),
    ROW("Grnshee", MX_PARTY, ROLE_OTHER),
    ROW("GrnshmtAdmstr", MX_PARTY, ROLE_OTHER),
    ROW("GrpHdr", MX_HEADER, 0),
    ROW("IBAN", MX_IBAN, 0),
    ROW("Id", MX_IDENTIFIER, 0),
    ROW("Inf", MX_TEXT, 0),
    ROW("InitgPty", MX_PARTY, ROLE_INITIATING_PARTY),
    ROW("InstdAgt", MX_PARTY, ROLE_INSTRUCTED_AGENT),
    ROW("InstdAmt", MX_AMOUNT, 0),
    ROW("InstdRmbrsmntAgt", MX_PARTY, ROLE_REIMBURSEMENT_AGENT),
    ROW("InstgAgt", MX_PARTY, ROLE_INSTRUCTING_AGENT),
    ROW("InstgRmbrsmntAgt", MX_PARTY, ROLE_REIMBURSEMENT_AGENT),
    ROW("InstrId", MX_PAYMENT_ID, 0),
    ROW("InstrInf", MX_TEXT, 0),
    ROW("IntrBkSttlmAmt", MX_AMOUNT, 0),
    ROW("IntrBkSttlmDt", MX_DATE, 0),
    ROW("IntrmyAgt", MX_PARTY, ROLE_INTERMEDIARY_AGENT),
    ROW("IntrmyAgt1", MX_PARTY, ROLE_INTERMEDIARY_AGENT),
    ROW("IntrmyAgt2", MX_PARTY, ROLE_INTERMEDIARY_AGENT),
    ROW("IntrmyAgt3", MX_PARTY, ROLE_INTERMEDIARY_AGENT),
    ROW("Invcee", MX_PARTY, ROLE_ULTIMATE_DEBTOR),
    ROW("Invcr", MX_PARTY, ROLE_ULTIMATE_CREDITOR),
    ROW("Itm", MX_PAYMENT, 0),
    ROW("LEI", MX_LEI, 0),
    ROW("MmbId", MX_MEMBER, 0),
    ROW("MsgId", MX_MESSAGE_ID, 0),
    ROW("MsgRcpt", MX_PARTY, ROLE_OTHER),
    ROW("MsgSndr", MX_PARTY_ABOVE, ROLE_INSTRUCTING_AGENT),
    ROW("NbOfTxs", MX_COUNT, 0),
    ROW("Nm", MX_NAME, 0),
    ROW("Ntfctn", MX_BATCH, 0),
    ROW("Ntry", MX_ENTRY, 0),
    ROW("OrgnlCdtr", MX_PARTY, ROLE_CREDITOR),
    ROW("OrgnlCdtrAgt", MX_PARTY, ROLE_CREDITOR_AGENT),
    ROW("OrgnlCdtrSchmeId", MX_PARTY, ROLE_OTHER),
    ROW("OrgnlDbtr", MX_PARTY, ROLE_DEBTOR),
    ROW("OrgnlDbtrAgt", MX_PARTY, ROLE_DEBTOR_AGENT),
    ROW("OrgnlEndToEndId", MX_END_TO_END, 0),
    ROW("OrgnlInstrId", MX_RELATED, 0),
    ROW("OrgnlPmtInfAndCxl", MX_BATCH, 0),
    ROW("OrgnlPmtInfAndRvsl", MX_BATCH, 0),
    ROW("OrgnlPmtInfAndSts", MX_BATCH, 0),
    ROW("OrgnlTxId", MX_RELATED, 0),
    ROW("OrgnlUETR", MX_UETR, 0),
    ROW("Orgtr", MX_PARTY, ROLE_OTHER),
    ROW("Ownr", MX_PARTY, ROLE_ACCOUNT_OWNER),
    ROW("PmtInf", MX_BATCH, 0),
    ROW("PrvcOfBirth", MX_BIRTH_PLACE, 0),
    ROW("PrvsInstgAgt", MX_PARTY, ROLE_PREVIOUS_INSTRUCTING_AGENT),
    ROW("PrvsInstgAgt1", MX_PARTY, ROLE_PREVIOUS_INSTRUCTING_AGENT),
    ROW("PrvsInstgAgt2", MX_PARTY, ROLE_PREVIOUS_INSTRUCTING_AGENT),
    ROW("PrvsInstgAgt3", MX_PARTY, ROLE_PREVIOUS_INSTRUCTING_AGENT),
    ROW("PstBx", MX_ADDRESS, 0),
    ROW("PstCd", MX_ADDRESS, 0),
    ROW("Pty", MX_GENERIC, ROLE_OTHER),
    ROW("Pyee", MX_PARTY, ROLE_CREDITOR),
    ROW("Pyer", MX_PARTY, ROLE_DEBTOR),
    ROW("ReqdExctnDt", MX_DATE, 0),
    ROW("Room", MX_ADDRESS, 0),
    ROW("Rpt", MX_BATCH, 0),
    ROW("RtrOrgtr", MX_PARTY, ROLE_OTHER),
    ROW("Stmt", MX_BATCH, 0),
    ROW("StrtNm", MX_ADDRESS, 0),
    ROW("SubDept", MX_ADDRESS, 0),
    ROW("Svcr", MX_PARTY, ROLE_INSTRUCTING_AGENT),
    ROW("ThrdRmbrsmntAgt", MX_PARTY, ROLE_REIMBURSEMENT_AGENT),
    ROW("To", MX_PARTY, ROLE_INSTRUCTED_AGENT),
    ROW("TradgPty", MX_PARTY, ROLE_OTHER),
    ROW("TwnLctnNm", MX_ADDRESS, 0),
    ROW("TwnNm", MX_ADDRESS, 0),
    ROW("TxDtls", MX_DETAILS, 0),
    ROW("TxId", MX_PAYMENT_ID, 0),
    ROW("TxInf", MX_PAYMENT, 0),
    ROW("TxInfAndSts", MX_PAYMENT, 0),
    ROW("UETR", MX_UETR, 0),
    ROW("UltmtCdtr", MX_PARTY, ROLE_ULTIMATE_CREDITOR),
    ROW("UltmtDbtr", MX_PARTY, ROLE_ULTIMATE_DEBTOR),
    ROW("Ustrd", MX_TEXT, 0),
    ROW("include", MX_INCLUDE, 0),
};

mx_kind mx_kind_of(str name, message_role *role)
{
    size_t low = 0, high = sizeof rows / sizeof rows[0];
    *role = ROLE_NONE;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = str_compare(rows[middle].name, name);
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
        {"ChqPresntmntNtfctn", "camt.107"},
        {"ChqCxlOrStopReq", "camt.108"},
        {"ChqCxlOrStopRpt", "camt.109"},
        {"InvstgtnReq", "camt.110"},
        {"InvstgtnRspn", "camt.111"},
        {"SctiesSttlmTxInstr", "sese.023"},
        {"SctiesSttlmTxConf", "sese.025"},
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
        if (str_is(name, bodies[i].body))
            return bodies[i].format;
    return NULL;
}
