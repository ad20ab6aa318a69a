#include "generate/whatsapp_style.hpp"

namespace rsmf {

namespace {

constexpr WhatsappStyle kStyles[] = {
    {.phone = Phone::android, .language = "en", .date = "m/d/y", .comma = true, .half_days = true,
     .file = "WhatsApp Chat with %G.txt",
     .encrypted = "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read "
                  "or listen to them. Tap to learn more.",
     .created = "%A created group \"%G\"", .added = "%A added %B", .left = "%A left",
     .subject = "%A changed the subject from \"%G\" to \"What comes next\"", .omitted = "<Media omitted>",
     .attached = "%F (file attached)", .deleted = "This message was deleted", .edited = " <This message was edited>"},
    {.phone = Phone::ios, .language = "en", .date = "m/d/y", .comma = true, .half_days = true, .file = "_chat.txt",
     .encrypted = "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, can read "
                  "or listen to them.",
     .created = "%A created group “%G”", .added = "%A added %B", .left = "%A left",
     .subject = "%A changed the group name to “What comes next”", .omitted = "image omitted",
     .attached = "<attached: %F>", .deleted = "This message was deleted.", .edited = " \u200e<This message was edited>"},
    {.phone = Phone::android, .language = "de", .date = "D.M.y", .comma = true, .half_days = false,
     .file = "WhatsApp Chat mit %G.txt",
     .encrypted = "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand außerhalb dieses Chats kann sie lesen "
                  "oder anhören, nicht einmal WhatsApp. Tippe, um mehr zu erfahren.",
     .created = "%A hat die Gruppe „%G“ erstellt.", .added = "%A hat %B hinzugefügt.", .left = "%A hat die Gruppe verlassen.",
     .subject = "%A hat den Betreff von „%G“ zu „What comes next“ geändert.", .omitted = "<Medien ausgeschlossen>",
     .attached = "%F (Datei angehängt)", .deleted = "Diese Nachricht wurde gelöscht.",
     .edited = " <Diese Nachricht wurde bearbeitet.>"},
    {.phone = Phone::ios, .language = "de", .date = "D.M.y", .comma = true, .half_days = false, .file = "_chat.txt",
     .encrypted = "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt. Niemand außerhalb dieses Chats kann sie lesen "
                  "oder anhören, nicht einmal WhatsApp.",
     .created = "%A hat die Gruppe „%G“ erstellt", .added = "%A hat %B hinzugefügt", .left = "%A hat die Gruppe verlassen",
     .subject = "%A hat den Gruppennamen zu „What comes next“ geändert", .omitted = "Bild weggelassen",
     .attached = "<Anhang: %F>", .deleted = "Diese Nachricht wurde gelöscht.",
     .edited = " \u200e<Diese Nachricht wurde bearbeitet.>"},
    {.phone = Phone::android, .language = "es", .date = "d/m/Y", .comma = true, .half_days = false,
     .file = "Chat de WhatsApp con %G.txt",
     .encrypted = "Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie fuera de este chat, ni siquiera "
                  "WhatsApp, puede leerlos ni escucharlos. Toca para obtener más información.",
     .created = "%A creó el grupo \"%G\"", .added = "%A añadió a %B", .left = "%A salió del grupo",
     .subject = "%A cambió el asunto de \"%G\" a \"What comes next\"", .omitted = "<Multimedia omitido>",
     .attached = "%F (archivo adjunto)", .deleted = "Se eliminó este mensaje.", .edited = " <Se editó este mensaje.>"},
    {.phone = Phone::ios, .language = "es", .date = "d/m/y", .comma = true, .half_days = false, .file = "_chat.txt",
     .encrypted = "Los mensajes y las llamadas están cifrados de extremo a extremo. Nadie fuera de este chat, ni siquiera "
                  "WhatsApp, puede leerlos ni escucharlos.",
     .created = "%A creó el grupo “%G”", .added = "%A añadió a %B", .left = "%A salió del grupo",
     .subject = "%A cambió el nombre del grupo a “What comes next”", .omitted = "imagen omitida",
     .attached = "<adjunto: %F>", .deleted = "Se eliminó este mensaje.", .edited = " \u200e<Se editó este mensaje.>"},
    {.phone = Phone::android, .language = "fr", .date = "D/M/Y", .comma = true, .half_days = false,
     .file = "Discussion WhatsApp avec %G.txt",
     .encrypted = "Les messages et les appels sont chiffrés de bout en bout. Aucun tiers, pas même WhatsApp, ne peut les "
                  "lire ou les écouter. Appuyez pour en savoir plus.",
     .created = "%A a créé le groupe « %G »", .added = "%A a ajouté %B", .left = "%A est parti(e)",
     .subject = "%A a changé le sujet de « %G » à « What comes next »", .omitted = "<Médias omis>",
     .attached = "%F (fichier joint)", .deleted = "Ce message a été supprimé", .edited = " <Ce message a été modifié>"},
    {.phone = Phone::ios, .language = "fr", .date = "D/M/Y", .comma = false, .half_days = false, .file = "_chat.txt",
     .encrypted = "Les messages et les appels sont chiffrés de bout en bout. Aucun tiers, pas même WhatsApp, ne peut les "
                  "lire ou les écouter.",
     .created = "%A a créé le groupe « %G »", .added = "%A a ajouté %B", .left = "%A a quitté le groupe",
     .subject = "%A a changé le nom du groupe en « What comes next »", .omitted = "image absente",
     .attached = "<pièce jointe : %F>", .deleted = "Ce message a été supprimé.", .edited = " \u200e<Ce message a été modifié>"},
    {.phone = Phone::android, .language = "pt", .date = "D/M/Y", .comma = false, .half_days = false,
     .file = "Conversa do WhatsApp com %G.txt",
     .encrypted = "As mensagens e as ligações são protegidas com a criptografia de ponta a ponta. Ninguém fora desta "
                  "conversa, nem mesmo o WhatsApp, pode ler ou ouvi-las. Toque para saber mais.",
     .created = "%A criou o grupo \"%G\"", .added = "%A adicionou %B", .left = "%A saiu",
     .subject = "%A mudou o nome do grupo de \"%G\" para \"What comes next\"", .omitted = "<Mídia oculta>",
     .attached = "%F (arquivo anexado)", .deleted = "Mensagem apagada", .edited = " <Mensagem editada>"},
    {.phone = Phone::ios, .language = "pt", .date = "D/M/Y", .comma = true, .half_days = false, .file = "_chat.txt",
     .encrypted = "As mensagens e as ligações são protegidas com a criptografia de ponta a ponta. Ninguém fora desta "
                  "conversa, nem mesmo o WhatsApp, pode ler ou ouvi-las.",
     .created = "%A criou o grupo “%G”", .added = "%A adicionou %B", .left = "%A saiu",
     .subject = "%A mudou o nome do grupo para “What comes next”", .omitted = "imagem ocultada",
     .attached = "<anexado: %F>", .deleted = "Mensagem apagada", .edited = " \u200e<Mensagem editada>"},
};

}  // namespace

std::span<const WhatsappStyle> whatsapp_styles() { return kStyles; }

}  // namespace rsmf
