#!/usr/bin/python3
"""usage: make_examples.py [--check]      writes slack-export.zip and whatsapp-chat.zip beside itself

All people and events are invented. --check writes nothing and fails if the committed files are not what this script
would write."""
import io
import json
import sys
import zipfile
from datetime import datetime, timezone
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import pictures  # noqa: E402

HERE = Path(__file__).resolve().parent
TEAM = "T07HARBOUR"
MARA, TOMAS, YUKI, BEN = "U07MARA00", "U07TOMAS0", "U07YUKI00", "U07BEN000"
WEBSITE, GENERAL, PRIVATE, DM = "C07WEBSIT", "C07GENERA", "G07BUDGET", "D07MARATO"


def ts(day: int, clock: str, micros: int = 1) -> str:
    """A Slack time stamp of March 2024 (UTC)."""
    hour, minute, second = (int(part) for part in clock.split(":"))
    return f"{int(datetime(2024, 3, day, hour, minute, second, tzinfo=timezone.utc).timestamp())}.{micros:06d}"


def user(ident: str, name: str, real: str, display: str, title: str) -> dict:
    return {"id": ident, "team_id": TEAM, "name": name, "deleted": False, "real_name": real, "tz": "Europe/Lisbon",
            "profile": {"title": title, "real_name": real, "display_name": display, "email": f"{name}@harbour.example",
                        "team": TEAM}, "is_bot": False}


def message(who: str, time: str, text: str, **more) -> dict:
    return {"user": who, "type": "message", "ts": time, "client_msg_id": f"00000000-0000-4000-8000-{int(float(time)):012d}",
            "text": text, "team": TEAM, **more}


def notice(subtype: str, who: str, time: str, text: str, **more) -> dict:
    return {"user": who, "type": "message", "subtype": subtype, "ts": time, "text": text, **more}


def file(ident: str, name: str, kind: str, size: int, who: str) -> dict:
    return {"id": ident, "name": name, "title": name, "mimetype": kind, "filetype": name.rsplit(".", 1)[1], "user": who,
            "mode": "hosted", "size": size,
            "url_private": f"https://files.slack.example/files-pri/{TEAM}-{ident}/{name}?t=xoxe-this-is-not-a-token"}


def index(ident: str, name: str, members: list, purpose: str, **more) -> dict:
    return {"id": ident, "name": name, "created": 1709510400, "creator": MARA, "is_archived": False, "members": members,
            "topic": {"value": "", "creator": "", "last_set": 0},
            "purpose": {"value": purpose, "creator": MARA, "last_set": 1709510400}, **more}


def general() -> dict:
    launch = ts(4, "09:00:12")
    first = [
        notice("channel_join", MARA, ts(4, "08:55:00"), f"<@{MARA}> has joined the channel"),
        notice("channel_join", TOMAS, ts(4, "08:55:30"), f"<@{TOMAS}> has joined the channel", inviter=MARA),
        notice("channel_join", BEN, ts(4, "08:56:10"), f"<@{BEN}> has joined the channel", inviter=MARA),
        message(MARA, launch, "Good morning <!here>! The new site goes live on *Wednesday*. Plan: "
                              "<https://wiki.harbour.example/launch?a=1&amp;b=2|launch plan> :rocket:",
                thread_ts=launch, reply_count=3, reply_users_count=2, reply_users=[TOMAS, YUKI],
                latest_reply=ts(6, "08:30:00"),
                replies=[{"user": TOMAS, "ts": ts(4, "09:02:41")}, {"user": YUKI, "ts": ts(5, "16:20:05")},
                         {"user": TOMAS, "ts": ts(6, "08:30:00")}],
                reactions=[{"name": "tada", "users": [TOMAS, BEN], "count": 2},
                           {"name": "+1::skin-tone-4", "users": [BEN], "count": 1}]),
        message(TOMAS, ts(4, "09:02:41"), "Great. I'll freeze the content on Tuesday evening.", thread_ts=launch,
                parent_user_id=MARA),
        message(BEN, ts(4, "09:15:00"), "Is the café menu page part of it? Prices are still in €, 5 &lt; 6 &amp; so on"),
    ]
    second = [
        notice("channel_join", YUKI, ts(5, "09:00:00"), f"<@{YUKI}> has joined the channel", inviter=MARA),
        notice("channel_topic", MARA, ts(5, "09:01:00"), f"<@{MARA}> set the channel topic: Launch on Wednesday",
               topic="Launch on Wednesday"),
        message(YUKI, ts(5, "09:03:20"), "おはようございます。Hello everybody, 佐藤です 👋"),
        message(YUKI, ts(5, "16:20:05"), "Translations are done, except the footer.", thread_ts=launch,
                parent_user_id=MARA),
    ]
    third = [
        message(TOMAS, ts(6, "08:30:00"), "Footer is in. We are *live* 🎉", subtype="thread_broadcast", thread_ts=launch,
                root={"type": "message", "user": MARA, "text": "Good morning ...", "ts": launch, "thread_ts": launch}),
        {"type": "message", "subtype": "bot_message", "ts": ts(6, "08:31:02"), "bot_id": "B07DEPLOY",
         "username": "deploy", "text": "",
         "attachments": [{"fallback": "Deployment 118 succeeded", "title": "Deployment 118", "text": "succeeded in 74 s",
                          "fields": [{"title": "Commit", "value": "4f2a91c", "short": True}]}]},
        notice("channel_leave", BEN, ts(6, "17:45:00"), f"<@{BEN}> has left the channel"),
    ]
    return {"2024-03-04": first, "2024-03-05": second, "2024-03-06": third}


def website(picture: bytes) -> dict:
    wording, slip = ts(4, "10:05:00"), ts(4, "10:20:00")
    changed = message(TOMAS, wording, "The headline: \"Harbour Street, since 1987\".",
                      edited={"user": TOMAS, "ts": ts(5, "11:00:00")})
    before = message(TOMAS, wording, "The headline: \"Harbour Street, since 1978\".")
    first = [
        notice("channel_purpose", MARA, ts(4, "10:00:00"), f"<@{MARA}> set the channel purpose: The new website",
               purpose="The new website"),
        changed,
        message(YUKI, ts(4, "10:07:30"), "Here is the new logo", upload=True,
                files=[file("F07LOGO00", "logo.png", "image/png", len(picture), YUKI)],
                reactions=[{"name": "heart", "users": [MARA, TOMAS], "count": 2}]),
        message(MARA, ts(4, "10:12:00"), "And the signed contract for the photos.", upload=True,
                files=[file("F07CONTR0", "contract signed.pdf", "application/pdf", 183204, MARA)]),
        message(BEN, slip, "The supplier's password is hunter2"),
    ]
    second = [
        {"type": "message", "subtype": "message_changed", "hidden": True, "channel": WEBSITE, "ts": ts(5, "11:00:00"),
         "event_ts": ts(5, "11:00:00"), "message": changed, "previous_message": before},
        {"type": "message", "subtype": "message_deleted", "hidden": True, "channel": WEBSITE, "ts": ts(5, "11:30:00"),
         "event_ts": ts(5, "11:30:00"), "deleted_ts": slip,
         "previous_message": message(BEN, slip, "The supplier's password is hunter2")},
        message(MARA, ts(5, "11:31:00"), f"<@{BEN}> please never post those here."),
    ]
    return {"2024-03-04": first, "2024-03-05": second}


def private() -> dict:
    return {"2024-03-05": [
        message(MARA, ts(5, "14:00:00"), "Budget for the photos: 2.400 € — agreed?"),
        message(TOMAS, ts(5, "14:01:10"), "Agreed.", reactions=[{"name": "white_check_mark", "users": [MARA], "count": 1}]),
    ]}


def direct() -> dict:
    return {"2024-03-06": [
        message(MARA, ts(6, "17:50:00"), f"Did <@{BEN}> say why he left <#{GENERAL}|general>?"),
        message(TOMAS, ts(6, "17:52:30"), "Only that he changes teams. Não te preocupes.\nI have his files."),
    ]}


def write_zip(members: dict) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, body in members.items():
            # Stored and dated 2024, so that the same script gives the same bytes everywhere.
            entry = zipfile.ZipInfo(name, (2024, 4, 1, 12, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, body)
    return buffer.getvalue()


def slack() -> bytes:
    logo = pictures.png(32, 32, lambda x, y: (20, 60 + 5 * x, 120 + 4 * y) if (x - 16) ** 2 + (y - 16) ** 2 < 200
                        else (255, 255, 255))
    members = {
        "users.json": [user(MARA, "mara", "Mara Lindqvist", "Mara", "Managing director"),
                       user(TOMAS, "tomas", "Tomás Rey", "Tomás", "Editor"),
                       user(YUKI, "yuki", "Yuki Sato", "佐藤 Yuki", "Designer"),
                       user(BEN, "ben", "Ben Okafor", "", "Sales")],
        "channels.json": [index(GENERAL, "general", [MARA, TOMAS, YUKI], "Company-wide news", is_general=True),
                          index(WEBSITE, "website", [MARA, TOMAS, YUKI, BEN], "The new website", is_general=False)],
        "groups.json": [index(PRIVATE, "budget", [MARA, TOMAS], "Money")],
        "dms.json": [{"id": DM, "created": 1709510400, "members": [MARA, TOMAS]}],
        "mpims.json": [],
        "integration_logs.json": [],
    }
    for folder, days in (("general", general()), ("website", website(logo)), ("budget", private()), (DM, direct())):
        members.update({f"{folder}/{day}.json": records for day, records in days.items()})
    texts = {name: json.dumps(body, indent=4).replace("/", "\\/").encode() for name, body in members.items()}
    return write_zip({**texts, "__uploads/F07LOGO00/logo.png": logo})


def whatsapp() -> bytes:
    mark = "\u200e"
    lines = [
        f"[02.03.24, 13:58:01] Wanderung: {mark}Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand außerhalb "
        "dieses Chats kann sie lesen oder anhören, nicht einmal WhatsApp.",
        f"[02.03.24, 13:58:01] Jana Möller: {mark}Jana Möller hat die Gruppe „Wanderung“ erstellt",
        f"[02.03.24, 13:58:20] Jana Möller: {mark}Jana Möller hat Piet hinzugefügt",
        "[02.03.24, 14:02:33] Jana Möller: Morgen um 9 am Bahnhof?",
        "[02.03.24, 14:03:05] Piet: Passt! Ich bringe mit:\n- Brot\n- Käse 🧀",
        f"{mark}[02.03.24, 14:05:10] Piet: {mark}<Anhang: 00000006-PHOTO-2024-03-02-14-05-10.jpg>",
        "[02.03.24, 14:06:00] ~\u202fOle: Ole schrieb mir gestern:\n2/11/19, 14:48 - Ole: bin dabei\nAlso drei Leute.",
        f"[02.03.24, 21:15:40] Jana Möller: Zug fährt 9:07, Gleis 4 {mark}<Diese Nachricht wurde bearbeitet.>",
        f"{mark}[03.03.24, 08:31:12] Piet: {mark}Diese Nachricht wurde gelöscht.",
        f"{mark}[03.03.24, 08:40:00] Jana Möller: {mark}Audio weggelassen",
        "[13.03.24, 19:00:00] Piet: Schön war's. Nächstes Mal: https://example.com/rundweg",
        f"[13.03.24, 19:02:00] ~\u202fOle: {mark}~\u202fOle hat die Gruppe verlassen",
    ]
    photo = pictures.jpeg(12, 8, lambda x, y: 40 + 24 * y if (x - 6) ** 2 + (y - 3) ** 2 > 5 else 250)
    text = "\r\n".join(line.replace("\n", "\r\n") for line in lines) + "\r\n"
    return write_zip({"_chat.txt": text.encode(), "00000006-PHOTO-2024-03-02-14-05-10.jpg": photo})


def main(arguments: list) -> int:
    wrong = 0
    for name, body in (("slack-export.zip", slack()), ("whatsapp-chat.zip", whatsapp())):
        path = HERE / name
        if arguments == ["--check"]:
            if not path.exists() or path.read_bytes() != body:
                print(f"{path.name} is not what make_examples.py writes", file=sys.stderr)
                wrong = 1
        else:
            path.write_bytes(body)
    return wrong


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
