#!/bin/sh
# Debian's Request Tracker 5 with what the bench drives it with. As root, once. Nothing of it is started, and the databases and
# settings of an RT that is already there are left alone: the bench has its own of both.
set -eu
apt-get update
DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
  request-tracker5 rt5-db-postgresql rt5-standalone starman libdbd-pg-perl
