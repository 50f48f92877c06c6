# Candidates that depend on what is installed and configured.
_runnel_list() {
  "${_runnel_program:-runnel}" complete "$@" 2>/dev/null </dev/null
}

_runnel() {
  local command=runnel word cur flag='' kind='' provider='' i
  typeset -g _runnel_program="${words[1]}"
  cur="${words[CURRENT]}"
  for ((i = 2; i < CURRENT; i++)); do
    word="${words[i]}"
    case "$word" in
      -p | --provider) provider="${words[i + 1]}" ;;
      -p=* | --provider=*) provider="${word#*=}" ;;
      -*) ;;
      *) [[ " $(_runnel_commands "$command") " == *" $word "* ]] && command="$command $word" ;;
    esac
  done

  if [[ "$cur" == -*=* ]]; then
    flag="${cur%%=*}"
    compset -P '*='
  elif [[ CURRENT -gt 2 && "${words[CURRENT - 1]}" == -* ]]; then
    flag="${words[CURRENT - 1]}"
  fi
  [[ -n "$flag" ]] && kind="$(_runnel_values "$command $flag")"
  if [[ -z "$kind" ]]; then
    if [[ "$cur" == -* ]]; then
      compadd -- ${=$(_runnel_flags "$command")}
    else
      kind="$(_runnel_values "$command")"
      compadd -- ${=$(_runnel_commands "$command")}
    fi
  fi
  case "$kind" in
    file) _files ;;
    choice*) compadd -- ${=kind#choice} ;;
    endpoint | plugin) compadd -- ${(f)"$(_runnel_list "$kind")"} ;;
    model) compadd -- ${(f)"$(_runnel_list model "$provider")"} ;;
    option) compadd -S '' -- ${(f)"$(_runnel_list option)"} ;;
  esac
}

# As a file of $fpath it is the function itself; sourced, it is told to the shell.
if [[ "${funcstack[1]}" == _runnel ]]; then
  _runnel "$@"
elif (( $+functions[compdef] )); then
  compdef _runnel runnel
fi
