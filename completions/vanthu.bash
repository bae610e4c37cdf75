# bash completion for vanthu
_vanthu()
{
	local cur prev command
	cur=${COMP_WORDS[COMP_CWORD]}
	prev=${COMP_WORDS[COMP_CWORD - 1]}
	command=${COMP_WORDS[1]}
	COMPREPLY=()

	if [ "$COMP_CWORD" = 1 ]; then
		COMPREPLY=($(compgen -W "build check import fmt fix show explain new extract verify manifest batch --help --version" -- "$cur"))
		return
	fi
	case $prev in
	--format) COMPREPLY=($(compgen -W "pdf json text png svg csv ics docx md" -- "$cur")); return ;;
	--message-format) COMPREPLY=($(compgen -W "human short json sarif" -- "$cur")); return ;;
	--lang) COMPREPLY=($(compgen -W "vi en" -- "$cur")); return ;;
	--deny) COMPREPLY=($(compgen -W "warnings" -- "$cur")); return ;;
	--template) COMPREPLY=($(compgen -W "nd30 thu" -- "$cur")); return ;;
	--engine) COMPREPLY=($(compgen -W "archive cairo" -- "$cur")); return ;;
	--pdf) COMPREPLY=($(compgen -W "a-2a a-3a a-1b 1.7" -- "$cur")); return ;;
	--root) COMPREPLY=($(compgen -d -- "$cur")); return ;;
	manifest) COMPREPLY=($(compgen -W "merge diff" -- "$cur")); return ;;
	batch) COMPREPLY=($(compgen -W "plan status" -- "$cur")); return ;;
	-o | --deps | --manifest) COMPREPLY=($(compgen -f -- "$cur")); return ;;
	esac
	if [[ $cur == -* ]]; then
		local words="--message-format --lang --help"
		case $command in
		build) words="$words -o --format --final --phát-hành --template --style --root --jobs --deny --deps --shard --list --data --name --manifest --trust-mtime --timeout --engine --pdf --embed-source --signature-fields --anchors" ;;
		check) words="$words --final --phát-hành --template --style --root --jobs --deny" ;;
		fmt) words="$words --check" ;;
		import) words="$words --repair --force --jobs" ;;
		show) words="$words --tokens --ast --plan --galley --pages --outline" ;;
		new) words="$words -o" ;;
		extract) words="$words -o --force" ;;
		esac
		COMPREPLY=($(compgen -W "$words" -- "$cur"))
		return
	fi
	case $command in
	build | check | fmt | fix | show)
		COMPREPLY=($(compgen -d -- "$cur") $(compgen -f -X '!*.vt' -- "$cur")) ;;
	extract | verify)
		COMPREPLY=($(compgen -d -- "$cur") $(compgen -f -X '!*.pdf' -- "$cur")) ;;
	new) COMPREPLY=($(compgen -W "kế-hoạch" -- "$cur")) ;;
	manifest | batch) COMPREPLY=($(compgen -f -- "$cur")) ;;
	esac
}
complete -o filenames -F _vanthu vanthu
