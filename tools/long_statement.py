#!/usr/bin/env python3
"""Prints a camt.053 statement of about so many megabytes, to see that memory does not grow with it.

    tools/long_statement.py 1000 | /usr/bin/time -v interdict message --json - | wc -l
"""
import sys

HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">'
        "<BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-01-01T00:00:00</CreDtTm></GrpHdr><Stmt><Id>S1</Id><Acct><Id>"
        "<IBAN>DE89370400440532013000</IBAN></Id><Ownr><Nm>NORDIC PAPER TRADING</Nm></Ownr></Acct>")
ENTRY = ('<Ntry><Amt Ccy="EUR">{0}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><NtryDtls><TxDtls><Refs>'
         "<EndToEndId>E{0:09}</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>{1}</Nm><PstlAdr><StrtNm>HIGH ROAD</StrtNm>"
         "<TwnNm>LEEDS</TwnNm><Ctry>GB</Ctry></PstlAdr></Pty></Dbtr></RltdPties><RmtInf><Ustrd>INVOICE {0}</Ustrd></RmtInf>"
         "</TxDtls></NtryDtls></Ntry>\n")
NAMES = ["HARBOUR BAKERY LTD", "MEADOW FURNITURE LLP", "RIVERSIDE DENTAL CLINIC", "OLD MILL PRINTERS", "GREENHILL TILES LTD",
         "LINDEN BICYCLE WORKSHOP", "COPPER KETTLE CATERING", "WILLOW GARDEN CENTRE"]
TAIL = "</Stmt></BkToCstmrStmt></Document>\n"


def main():
    size, written, number = float(sys.argv[1]) * 1e6, len(HEAD), 0
    sys.stdout.write(HEAD)
    while written < size:
        block = "".join(ENTRY.format(n, NAMES[n % len(NAMES)]) for n in range(number, number + 1000))
        number += 1000
        written += len(block)
        sys.stdout.write(block)
    sys.stdout.write(TAIL)


if __name__ == "__main__":
    main()
