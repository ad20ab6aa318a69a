// Slack workspace exports. See README.md in this folder.
#include "sources/shared_options.hpp"
#include "sources/slack/export_layout.hpp"
#include "sources/slack/slack_findings.hpp"
#include "sources/slack/slack_source.hpp"

namespace rsmf {
namespace {

constexpr const OptionSpec* kOptions[] = {&kFilesFolder};

Result<std::unique_ptr<Source>> open_slack(const SourceArgs& args) {
  return std::make_unique<slack::SlackSource>(args);
}

}  // namespace

extern const SourceFormat slack_format;
const SourceFormat slack_format = {
    .id = "slack",
    .title = "Slack workspace export (standard, corporate, Enterprise Grid) and slackdump's files",
    .inputs = "zip, folder or JSON file",
    .probe = slack::probe,
    .open = open_slack,
    .findings = slack::findings(),
    .fidelity = slack::fidelity(),
    .options = kOptions,
};

}  // namespace rsmf
