#!/usr/bin/perl
# Makes what the bench needs in an empty Request Tracker: a queue, an officer with every right in it, five hundred who ask, and an
# index of the subjects' trigrams. Prints two tokens of the officer.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use RT -init;

my $queue = RT::Queue->new(RT->SystemUser);
$queue->Create(Name => 'Servicekontor', CorrespondAddress => 'rt@example.se', CommentAddress => 'rt-comment@example.se');
die 'no queue' unless $queue->Id;

my $officer = RT::User->new(RT->SystemUser);
$officer->Create(Name => 'officer', EmailAddress => 'officer@example.se', Privileged => 1);
# A superuser: RT then asks least about rights.
$officer->PrincipalObj->GrantRight(Right => 'SuperUser', Object => RT->System);

for my $n (1 .. 500) {
    my $user = RT::User->new(RT->SystemUser);
    my ($id, $said) = $user->Create(Name => "person$n\@example.se", EmailAddress => "person$n\@example.se", Privileged => 0);
    die $said unless $id;
}

my $dbh = $RT::Handle->dbh;
$dbh->do('create extension if not exists pg_trgm');
$dbh->do('create index tickets_subject_words on Tickets using gin (Subject gin_trgm_ops)');

# Two tokens of the officer: one as RT makes it, and one with the fewest rounds of bcrypt that it takes (RT_SiteConfig.pm).
for my $cost (12, 4) {
    RT->Config->Set(BcryptCost => $cost);
    my $token = RT::AuthToken->new(RT::CurrentUser->new($officer));
    my ($id, $said, $authstring) = $token->Create(Owner => $officer->Id, Description => "bench $cost");
    die $said unless $id;
    print "$authstring\n";
}
