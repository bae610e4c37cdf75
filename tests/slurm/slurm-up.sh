#!/bin/sh
# A whole Slurm of one node in one folder, by an ordinary user, on loopback:
# slurm-up.sh DIR PORT   (PORT and PORT + 1 are used). Then SLURM_CONF=DIR/slurm.conf.
# Started again in a folder that has one, only what is not running is started.
set -eu
dir=$1 port=$2 user=$(id -un)
export SLURM_CONF="$dir/slurm.conf"

configure() {
	mkdir -p "$dir/state" "$dir/spool"
	(umask 077 && head -c 1024 /dev/urandom >"$dir/munge.key")
	cat >"$SLURM_CONF" <<CONF
# Who and where
ClusterName=loop
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=$user
SlurmdUser=$user
NodeName=localhost NodeAddr=127.0.0.1 CPUs=2 RealMemory=1000 State=UNKNOWN
PartitionName=batch Nodes=localhost Default=YES State=UP
# Loopback alone: one word is for the nodes, the other for the controller
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
AuthType=auth/munge
AuthInfo=socket=$dir/munge.sock
CredType=cred/munge
# Nothing that wants root: no control groups, no accounts, no mail
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/filetxt
JobCompLoc=$dir/jobcomp.log
MpiDefault=none
MailProg=/bin/true
# Everything in this folder
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/slurmctld.log
SlurmdLogFile=$dir/slurmd.log
# Small tasks at once, the node back by itself, 75 means again
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=batch_sched_delay=0,sched_min_interval=0,bf_interval=1
ReturnToService=2
KillWait=5
RequeueExit=75
CONF
}

runs() { # a pid file; a process that is dead and not yet buried does not
	[ -s "$1" ] && read -r _ _ state _ <"/proc/$(cat "$1")/stat" && [ "$state" != Z ]
} 2>/dev/null

[ -s "$SLURM_CONF" ] || configure
runs "$dir/munged.pid" || munged --force --num-threads=2 \
	--key-file="$dir/munge.key" --socket="$dir/munge.sock" --seed-file="$dir/munge.seed" \
	--pid-file="$dir/munged.pid" --log-file="$dir/munged.log"
# A controller that starts while the port of a dead one is not yet free ends.
up() {
	runs "$dir/slurmctld.pid" || slurmctld
	runs "$dir/slurmd.pid" || slurmd -N localhost
	timeout 5 sinfo -h -o %T 2>/dev/null | grep -Eq 'idle|mixed|allocated|drain'
}

end=$(($(date +%s) + 40))
until up; do
	[ "$(date +%s)" -lt $end ] || { echo "Slurm không lên: xem $dir/*.log" >&2; exit 1; }
	sleep 1
done
