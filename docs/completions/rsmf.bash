# bash completion for rsmf. Generated: see rsmf completions.
_rsmf() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  # bash makes three words of --flag=value.
  if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W 'convert inspect view extract diff validate rules formats generate help --help --version' -- "$current"))
    return
  fi
  case ${COMP_WORDS[1]} in
    convert)
      case $previous in
        -o | --output) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --events) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --volume-size) COMPREPLY=(); return ;;
        --rsmf-version) COMPREPLY=($(compgen -W '1.0.0 2.0.0' -- "$current")); return ;;
        --compression) COMPREPLY=($(compgen -W 'store fast small smallest' -- "$current")); return ;;
        --missing-attachments) COMPREPLY=($(compgen -W 'note placeholder' -- "$current")); return ;;
        --custodian) COMPREPLY=(); return ;;
        --temp-dir) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --timezone) COMPREPLY=(); return ;;
        --format) COMPREPLY=($(compgen -W 'auto events rsmf slack whatsapp' -- "$current")); return ;;
        --date-order) COMPREPLY=($(compgen -W 'auto dmy mdy ymd' -- "$current")); return ;;
        --me) COMPREPLY=(); return ;;
        --files) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --slice) COMPREPLY=($(compgen -W 'none hour day week month' -- "$current")); return ;;
        --slice-timezone) COMPREPLY=(); return ;;
        --max-events) COMPREPLY=(); return ;;
        --max-bytes) COMPREPLY=(); return ;;
        --links) COMPREPLY=($(compgen -W 'detach context anchor' -- "$current")); return ;;
        --participants) COMPREPLY=($(compgen -W 'all speakers' -- "$current")); return ;;
        --from) COMPREPLY=(); return ;;
        --to) COMPREPLY=(); return ;;
        --conversation) COMPREPLY=(); return ;;
        --participant) COMPREPLY=(); return ;;
        --threads) COMPREPLY=(); return ;;
        --memory) COMPREPLY=(); return ;;
        --io) COMPREPLY=($(compgen -W 'auto uring threads sync' -- "$current")); return ;;
        --max-findings) COMPREPLY=(); return ;;
        --progress) COMPREPLY=($(compgen -W 'auto json none' -- "$current")); return ;;
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--output --overwrite --events --no-rsmf --pack --volume-size --resume --dry-run --verify --rsmf-version --compression --missing-attachments --custodian --provenance --ignore-free-space --temp-dir --timezone --format --date-order --me --repair --files --slice --slice-timezone --max-events --max-bytes --links --participants --from --to --conversation --participant --threads --memory --io --strict --no-excerpts --max-findings --progress --quiet --stats --help --version' -- "$current"))
      else
        COMPREPLY=($(compgen -f -- "$current"))
      fi
      ;;
    inspect)
      case $previous in
        --timezone) COMPREPLY=(); return ;;
        --format) COMPREPLY=($(compgen -W 'auto events rsmf slack whatsapp' -- "$current")); return ;;
        --date-order) COMPREPLY=($(compgen -W 'auto dmy mdy ymd' -- "$current")); return ;;
        --me) COMPREPLY=(); return ;;
        --files) COMPREPLY=($(compgen -d -- "$current")); return ;;
        --top) COMPREPLY=(); return ;;
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--timezone --format --date-order --me --repair --files --top --json --headers --csv --quiet --help --version' -- "$current"))
      else
        COMPREPLY=($(compgen -f -- "$current"))
      fi
      ;;
    view)
      case $previous in
        -o | --output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --limit) COMPREPLY=(); return ;;
        --width) COMPREPLY=(); return ;;
        --image-bytes) COMPREPLY=(); return ;;
        --timezone) COMPREPLY=(); return ;;
        --from) COMPREPLY=(); return ;;
        --to) COMPREPLY=(); return ;;
        --conversation) COMPREPLY=(); return ;;
        --participant) COMPREPLY=(); return ;;
        --format) COMPREPLY=($(compgen -W 'auto events rsmf slack whatsapp' -- "$current")); return ;;
        --date-order) COMPREPLY=($(compgen -W 'auto dmy mdy ymd' -- "$current")); return ;;
        --me) COMPREPLY=(); return ;;
        --files) COMPREPLY=($(compgen -d -- "$current")); return ;;
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--html --output --overwrite --limit --receipts --properties --width --image-bytes --quiet --timezone --from --to --conversation --participant --format --date-order --me --repair --files --help --version' -- "$current"))
      else
        COMPREPLY=($(compgen -f -- "$current"))
      fi
      ;;
    extract)
      case $previous in
        -o | --output) COMPREPLY=($(compgen -d -- "$current")); return ;;
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--output --quiet --help --version' -- "$current"))
      else
        COMPREPLY=($(compgen -f -- "$current"))
      fi
      ;;
    diff)
      case $previous in
        --ignore) COMPREPLY=($(compgen -W 'type time author text parent deleted importance direction attachments attachment-bytes reactions edits receipts custom order people conversations' -- "$current")); return ;;
        --max) COMPREPLY=(); return ;;
        --timezone) COMPREPLY=(); return ;;
        --format) COMPREPLY=($(compgen -W 'auto events rsmf slack whatsapp' -- "$current")); return ;;
        --date-order) COMPREPLY=($(compgen -W 'auto dmy mdy ymd' -- "$current")); return ;;
        --me) COMPREPLY=(); return ;;
        --files) COMPREPLY=($(compgen -d -- "$current")); return ;;
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--ignore --max --json --quiet --timezone --format --date-order --me --repair --files --help --version' -- "$current"))
      else
        COMPREPLY=($(compgen -f -- "$current"))
      fi
      ;;
    validate)
      case $previous in
        -p | --profile) COMPREPLY=($(compgen -W 'relativity strict' -- "$current")); return ;;
        -r | --rule) COMPREPLY=(); return ;;
        --ignore) COMPREPLY=(); return ;;
        --fail-on) COMPREPLY=($(compgen -W 'error warning' -- "$current")); return ;;
        --threads) COMPREPLY=(); return ;;
        -o | --output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --max-findings) COMPREPLY=(); return ;;
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--profile --rule --ignore --skip-checksums --fail-on --threads --json --csv --junit --output --overwrite --max-findings --notes --summary --quiet --help --version' -- "$current"))
      else
        COMPREPLY=($(compgen -f -- "$current"))
      fi
      ;;
    rules)
      case $previous in
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--json --help --version' -- "$current"))
      else
        COMPREPLY=()
      fi
      ;;
    formats)
      case $previous in
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--json --help --version' -- "$current"))
      else
        COMPREPLY=($(compgen -W 'events rsmf slack whatsapp' -- "$current"))
      fi
      ;;
    generate)
      case $previous in
        -o | --output) COMPREPLY=($(compgen -f -- "$current")); return ;;
        -m | --messages) COMPREPLY=(); return ;;
        -s | --seed) COMPREPLY=(); return ;;
        --model) COMPREPLY=($(compgen -f -- "$current")); return ;;
        --conversations) COMPREPLY=(); return ;;
        --people) COMPREPLY=(); return ;;
        --events-per-day) COMPREPLY=(); return ;;
        --shuffle) COMPREPLY=(); return ;;
        --style) COMPREPLY=($(compgen -W 'android ios' -- "$current")); return ;;
        --reply-rate) COMPREPLY=(); return ;;
        --reaction-rate) COMPREPLY=(); return ;;
        --edit-rate) COMPREPLY=(); return ;;
        --delete-rate) COMPREPLY=(); return ;;
        --attachment-rate) COMPREPLY=(); return ;;
        --dirty-rate) COMPREPLY=(); return ;;
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--output --messages --seed --model --conversations --people --events-per-day --shuffle --style --compact --overwrite --reply-rate --reaction-rate --edit-rate --delete-rate --attachment-rate --dirty-rate --help --version' -- "$current"))
      else
        COMPREPLY=($(compgen -W 'events slack whatsapp' -- "$current"))
      fi
      ;;
    help)
      case $previous in
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--help --version' -- "$current"))
      else
        COMPREPLY=($(compgen -W 'convert inspect view extract diff validate rules formats generate help' -- "$current"))
      fi
      ;;
  esac
}
complete -o filenames -F _rsmf rsmf
