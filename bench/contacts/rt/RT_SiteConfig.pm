# Settings of the Request Tracker that is measured (bench/contacts/README.md). $RT_BENCH_DIR: where it keeps everything.
my $dir = $ENV{RT_BENCH_DIR} or die 'RT_BENCH_DIR is not set';
Set($rtname, 'bench.example.se');
Set($Organization, 'bench.example.se');
Set($CorrespondAddress, 'rt@example.se');
Set($CommentAddress, 'rt-comment@example.se');
Set($WebDomain, '127.0.0.1');
Set($WebPort, $ENV{RT_BENCH_PORT} || 80);
Set($Timezone, 'Europe/Stockholm');

Set($DatabaseType, 'Pg');
Set($DatabaseHost, "$dir/run");
Set($DatabaseName, 'rt5');
Set($DatabaseUser, 'postgres');
Set($DatabasePassword, '');

# Every request of the API proves its token anew, with as many rounds of bcrypt as the token was made with: 2^12 as RT comes, most of
# the time of a request. With a token of 2^4 RT's own work is what is measured; the bench tells both (prepare.pl).
Set($BcryptCost, 4);

# Mail is appended to a file by the worker itself, the cheapest of RT's ways: no process is started for a mail.
Set($MailCommand, 'mbox');
$VarPath = $dir;
$MasonDataDir = "$dir/mason";

# Nothing is written to logs but errors, and nothing is done that nobody asked for.
Set($LogToSyslog, undef);
Set($LogToFile, undef);
Set($LogToSTDERR, 'error');
Set($StatementLog, undef);
Set($StoreLoops, undef);
Set($ParseNewMessageForTicketCcs, 0);
Set($RecordOutgoingEmail, 0);
Set($UseTransactionBatch, 0);
Set(%GnuPG, Enable => 0);
Set(%SMIME, Enable => 0);
1;
