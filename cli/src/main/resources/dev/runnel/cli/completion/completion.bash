# Candidates that depend on what is installed and configured.
_runnel_list() {
  "${_runnel_program:-runnel}" complete "$@" 2>/dev/null </dev/null
}

_runnel() {
  local line="${COMP_LINE:0:COMP_POINT}" path=runnel word cur flag='' kind provider='' i
  local -a words
  # Not COMP_WORDS: bash breaks words at = and :, which are parts of options and models.
  read -ra words <<<"$line"
  case "$line" in *[[:space:]]) words+=('') ;; esac
  _runnel_program="${words[0]}"
  local last=$((${#words[@]} - 1))
  cur="${words[last]}"
  for ((i = 1; i < last; i++)); do
    word="${words[i]}"
    case "$word" in
      -p | --provider) provider="${words[i + 1]}" ;;
      -p=* | --provider=*) provider="${word#*=}" ;;
      -*) ;;
      *) [[ " $(_runnel_commands "$path") " == *" $word "* ]] && path="$path $word" ;;
    esac
  done

  case "$cur" in
    -*=*)
      flag="${cur%%=*}"
      cur="${cur#*=}"
      ;;
    *) ((last > 1)) && case "${words[last - 1]}" in -*) flag="${words[last - 1]}" ;; esac ;;
  esac
  kind=''
  [ -n "$flag" ] && kind="$(_runnel_values "$path $flag")"
  local -a proposed=()
  if [ -z "$kind" ]; then
    case "$cur" in
      -*) proposed=($(compgen -W "$(_runnel_flags "$path")" -- "$cur")) ;;
      *)
        kind="$(_runnel_values "$path")"
        proposed=($(compgen -W "$(_runnel_commands "$path")" -- "$cur"))
        ;;
    esac
  fi
  case "$kind" in
    file)
      compopt -o filenames 2>/dev/null
      local IFS=$'\n'
      proposed+=($(compgen -f -- "$cur"))
      ;;
    choice*) proposed+=($(compgen -W "${kind#choice}" -- "$cur")) ;;
    endpoint | plugin) proposed+=($(compgen -W "$(_runnel_list "$kind")" -- "$cur")) ;;
    model) proposed+=($(compgen -W "$(_runnel_list model "$provider")" -- "$cur")) ;;
    option)
      compopt -o nospace 2>/dev/null
      proposed+=($(compgen -W "$(_runnel_list option)" -- "$cur"))
      ;;
  esac

  # What stands before the last break is on the line already, as a word of its own.
  local before=''
  case "$cur" in
    *:*) [[ "$COMP_WORDBREAKS" == *:* ]] && before="${cur%:*}:" ;;
  esac
  COMPREPLY=("${proposed[@]#"$before"}")
}

complete -F _runnel runnel
