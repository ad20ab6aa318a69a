# bash completion for rsmf. Generated: see rsmf completions.
_rsmf() {
  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
  # bash makes three words of --flag=value.
  if [[ $current == = ]]; then current=; elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W 'convert inspect view extract diff validate findings rules formats generate help --help --version' -- "$current"))
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
    findings)
      case $previous in
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--json --help --version' -- "$current"))
      else
        COMPREPLY=($(compgen -W 'EVT-001 EVT-002 EVT-003 EVT-004 EVT-005 EVT-006 EVT-007 EVT-008 EVT-009 EVT-010 EVT-011 EVT-012 EVT-013 EVT-014 RSF-001 RSF-002 RSF-003 RSF-004 RSF-005 RSF-006 RSF-007 RSF-008 RSF-009 RSF-010 RSF-011 RSF-012 RSF-013 RSF-014 RSF-015 RSF-016 RSF-017 RSF-018 RSF-020 RSF-021 RSF-022 RSF-023 RSF-024 RSF-025 RSF-026 RSF-027 RSF-030 RSF-031 RSF-032 RSF-033 RSF-034 RSF-035 RSF-036 RSF-037 RSF-038 RSF-039 RSF-040 RSF-041 RSF-042 RSF-043 RSF-044 RSF-045 RSF-046 RSF-047 RSF-048 RSF-049 RSF-050 RSF-051 SLK-001 SLK-002 SLK-003 SLK-004 SLK-005 SLK-006 SLK-007 SLK-008 SLK-009 SLK-010 SLK-011 SLK-012 SLK-013 SLK-014 SLK-015 SLK-016 SLK-017 SLK-018 SLK-019 SLK-020 SLK-021 SLK-022 WA-001 WA-002 WA-003 WA-004 WA-005 WA-006 WA-007 WA-008 WA-009 WA-010 WA-011 WA-012 WA-013 WA-014 WA-015 WA-016 WA-017 WA-018 WA-019 WA-020 WA-021 ZIP-001 ZIP-002 ZIP-003 ZIP-004 ZIP-005 ZIP-006 FLD-001 FLD-002 CNV-001 CNV-002 CNV-003 CNV-004 CNV-005 CNV-006 CNV-007 CNV-008 CNV-009 CNV-010 CNV-011 SLC-001 SLC-002 ENC-001 ENC-002 ENC-003 ENC-004 ENC-005 ENC-006 ENC-007 ENC-008 ENC-009 ENC-010 ENC-011 ENC-012 ENC-013 ENC-014 R000 R001 R002 R003 R004 R005 R006 R007 R008 R009 R010 R011 R012 R013 R014 R015 R016 R017 R018 R019 R020 R021 R022 R023 R024 R025 R026 R027 R028 R030 R031 R032 R033 R034 R035 R036 R037 R038 R039 R040 R041 R042 R043 R044 R045 R050 R051 R052 R053 R054 R055 R056 R057 R058 R060 R061 R062 R063 R064 R065 R066 R067 R068 R069 R070 R071 R072 R080 R081 R082 R083 R084 R085 R086 R087 R088 R089 R090 R091 R092 R093 R094 R095 R096 R097 R098 R099 R100 R101 R102 R103 R104 R105 R106 R107 R108 R109 R110 R111 R112 R113 R114 R115 R116 R120 R121 R122 R123 R124 R125 R126 R127 R128 R129 R130 R131 R132 R133 R134 R135 R136 R137' -- "$current"))
      fi
      ;;
    rules)
      case $previous in
      esac
      if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '--json --help --version' -- "$current"))
      else
        COMPREPLY=($(compgen -W 'EVT-001 EVT-002 EVT-003 EVT-004 EVT-005 EVT-006 EVT-007 EVT-008 EVT-009 EVT-010 EVT-011 EVT-012 EVT-013 EVT-014 RSF-001 RSF-002 RSF-003 RSF-004 RSF-005 RSF-006 RSF-007 RSF-008 RSF-009 RSF-010 RSF-011 RSF-012 RSF-013 RSF-014 RSF-015 RSF-016 RSF-017 RSF-018 RSF-020 RSF-021 RSF-022 RSF-023 RSF-024 RSF-025 RSF-026 RSF-027 RSF-030 RSF-031 RSF-032 RSF-033 RSF-034 RSF-035 RSF-036 RSF-037 RSF-038 RSF-039 RSF-040 RSF-041 RSF-042 RSF-043 RSF-044 RSF-045 RSF-046 RSF-047 RSF-048 RSF-049 RSF-050 RSF-051 SLK-001 SLK-002 SLK-003 SLK-004 SLK-005 SLK-006 SLK-007 SLK-008 SLK-009 SLK-010 SLK-011 SLK-012 SLK-013 SLK-014 SLK-015 SLK-016 SLK-017 SLK-018 SLK-019 SLK-020 SLK-021 SLK-022 WA-001 WA-002 WA-003 WA-004 WA-005 WA-006 WA-007 WA-008 WA-009 WA-010 WA-011 WA-012 WA-013 WA-014 WA-015 WA-016 WA-017 WA-018 WA-019 WA-020 WA-021 ZIP-001 ZIP-002 ZIP-003 ZIP-004 ZIP-005 ZIP-006 FLD-001 FLD-002 CNV-001 CNV-002 CNV-003 CNV-004 CNV-005 CNV-006 CNV-007 CNV-008 CNV-009 CNV-010 CNV-011 SLC-001 SLC-002 ENC-001 ENC-002 ENC-003 ENC-004 ENC-005 ENC-006 ENC-007 ENC-008 ENC-009 ENC-010 ENC-011 ENC-012 ENC-013 ENC-014 R000 R001 R002 R003 R004 R005 R006 R007 R008 R009 R010 R011 R012 R013 R014 R015 R016 R017 R018 R019 R020 R021 R022 R023 R024 R025 R026 R027 R028 R030 R031 R032 R033 R034 R035 R036 R037 R038 R039 R040 R041 R042 R043 R044 R045 R050 R051 R052 R053 R054 R055 R056 R057 R058 R060 R061 R062 R063 R064 R065 R066 R067 R068 R069 R070 R071 R072 R080 R081 R082 R083 R084 R085 R086 R087 R088 R089 R090 R091 R092 R093 R094 R095 R096 R097 R098 R099 R100 R101 R102 R103 R104 R105 R106 R107 R108 R109 R110 R111 R112 R113 R114 R115 R116 R120 R121 R122 R123 R124 R125 R126 R127 R128 R129 R130 R131 R132 R133 R134 R135 R136 R137' -- "$current"))
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
        COMPREPLY=($(compgen -W 'convert inspect view extract diff validate findings rules formats generate help' -- "$current"))
      fi
      ;;
  esac
}
complete -o filenames -F _rsmf rsmf
