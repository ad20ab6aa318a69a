// Which part of a mail is what.
#pragma once

#include <string>

#include "mime/mail_message.hpp"
#include "rsmf/read/rsmf_file.hpp"
#include "rsmf/rules/breach_log.hpp"

namespace rsmf {

struct MailRoles {
  int64_t zip = -1, text = -1;  ///< indices of parts, or -1
  bool zip_is_plain = false;    ///< its bytes are not encoded, whatever its encoding says
  bool zip_is_base64 = false;   ///< that can be read
};

/// Finds rsmf.zip and the text, and judges all parts (R005 to R009, R027, R121 to R123, R126, R129, R026).
MailRoles assign_roles(const MailMessage& mail, BreachLog& log);

/// What the mail reader had to tolerate: R001, R124, R125, R128, and of the headers R021, R022, R026.
void log_mail_fault(const MailFault& fault, BreachLog& log);

/// R002, R003, R021, R024, R120, R127: the headers, by themselves.
void check_mail_headers(const MailMessage& mail, BreachLog& log);

/// R026: line ends and lengths.
void check_lines(const MailMessage& mail, BreachLog& log);

/// R007 for rsmf.zip, R126 and R026 for the other parts.
void check_encoding(const MailPart& part, bool is_zip, BreachLog& log);

Place place_of_part(const MailPart& part);

}  // namespace rsmf
