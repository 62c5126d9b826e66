// The pages of an accounting service, as its scripts and templates write them.
#include "apel_pages.hpp"

#include <cmath>
#include <vector>

#include "website.hpp"

namespace fedcloud::testbed {
namespace {

constexpr auto date_and_time = "%Y-%m-%d %H:%M:%S";
constexpr double seconds_of_a_day = 86400;

WallTime days_ago(double days) {
    return wall_time_before_now(Seconds{days * seconds_of_a_day});
}

// The four cells of a site: its name, machines, cloud type and date.
using Row = std::vector<std::string>;

const Row header{"Site", "VMsInLastUpdate", "CloudType", "LastUpdated"};

Row cells_of(const PublishingSite& site) {
    return {escape_html(site.name), std::to_string(site.vms), escape_html(site.cloud_type),
            escape_html(last_published(site, date_and_time))};
}

std::vector<Row> rows_of(const ApelSettings& settings) {
    std::vector<Row> rows;
    for (const auto& site : settings.sites) {
        rows.push_back(cells_of(site));
    }
    return rows;
}

std::string one_line(const Row& row, const std::string& tag) {
    std::string text = "<tr>";
    for (const auto& cell : row) {
        text.append("<").append(tag).append(">").append(cell);
        text.append("</").append(tag).append(">");
    }
    return text + "</tr>\n";
}

std::string several_lines(const Row& row) {
    std::string text = "    <tr>\n";
    for (const auto& cell : row) {
        text += "      <td>" + cell + "</td>\n";
    }
    return text + "    </tr>\n    \n";
}

// As browsers put up with it: other cases, attributes with and without quotes, a title closed by
// the wrong tag, no ends of cells and rows, other names of the same character, text in tags.
std::string messy_row(const Row& row, std::size_t number) {
    auto name = replace_all(row[0], "&amp;", number % 2 == 0 ? "&#38;" : "&#x26;");
    name = replace_all(name, " ", number % 3 == 0 ? "&nbsp;" : "\n   ");
    auto date = replace_all(row[3], " ", "&#32;");
    if (number % 2 == 0) {
        return "<TR CLASS=odd BGCOLOR='#eeeeee'>\n<TD ALIGN=left NOWRAP><A HREF=\"/rss/" + row[0] +
               "_Pub.html\" TITLE='a > b'>" + name + "</A>\n<TD align=\"right\"> <b>" + row[1] +
               "</b>\n<td>" + row[2] + "\n<tD\n>" + date + "\n";
    }
    return "<!-- <tr><td>" + row[0] + "</td><td>0</td><td>none</td><td>1999-01-01 00:00:00</td>" +
           "</tr> --><tr class=\"even\"><td class='tabletext'><font color=blue>" + name +
           "</font></td><td>" + row[1] + "</Td ><td   >" + row[2] + "</td><td>" + date +
           "<br></td></tr>";
}

std::string messy_table(const std::vector<Row>& rows) {
    std::string text =
        "<TABLE BORDER=1 WIDTH=\"100%\">\n<TR><th colspan='4'>Cloud sites</td></tr>"
        "\n<tr><TH>Site</td><th CLASS='tableheader'>VMs<br>InLastUpdate</td>\n"
        "<Th>CloudType</td><th\n>LastUpdated</td></tr>\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        text += messy_row(rows[i], i);
    }
    return text + "</TABLE>\n";
}

std::string reordered_table(const std::vector<Row>& rows) {
    const auto reordered = [](const Row& row, const std::string& more) {
        return Row{row[3], row[2], more, row[0], row[1]};
    };
    auto text = "<table border=\"1\">\n" + one_line(reordered(header, "Region"), "th");
    for (const auto& row : rows) {
        text += one_line(reordered(row, "NGI_TEST"), "td");
    }
    return text + "</table>";
}

std::string one_line_table(const std::vector<Row>& rows, bool with_header) {
    auto text = "<table border=\"1\">\n" + (with_header ? one_line(header, "th") : std::string{});
    for (const auto& row : rows) {
        text += one_line(row, "td");
    }
    return text + "</table>";
}

std::string page_age_line(const ApelSettings& settings) {
    if (!settings.page_age_days) {
        return {};
    }
    const auto time = days_ago(*settings.page_age_days);
    return "<p>Page last updated: " + format_utc(time, date_and_time) + ".204816</p>\n";
}

constexpr auto cloud_title = "Sites publishing cloud accounting records";

std::string cloud_page_with(const ApelSettings& settings, const std::string& table) {
    return std::string{
               "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" "
               "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n"
               "<html lang=\"en\" xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\">\n"
               "<head><title>"} +
           cloud_title + "</title></head>\n<body><h2>" + cloud_title +
           " from 2023-01-01 onwards</h2>\n" + page_age_line(settings) + table + "</body></html>\n";
}

long whole_days(const PublishingSite& site) {
    return std::lround(std::floor(site.days));
}

std::string last_published_text(const PublishingSite& site, const std::string& word) {
    return word + " [ last published " + std::to_string(whole_days(site)) +
           " days ago: " + last_published(site, "%Y-%m-%d") + " ]";
}

}  // namespace

std::string last_published(const PublishingSite& site, const char* format) {
    return site.updated.empty() ? format_utc(days_ago(site.days), format) : site.updated;
}

std::string cloud_page(const ApelSettings& settings) {
    const auto rows = rows_of(settings);
    if (settings.shape == "django") {
        return django_cloud_page(settings);
    }
    if (settings.shape == "messy") {
        return "<html>\n" + cloud_page_with(settings, messy_table(rows));
    }
    if (settings.shape == "reordered") {
        return cloud_page_with(settings, reordered_table(rows));
    }
    return cloud_page_with(settings, one_line_table(rows, settings.shape != "headless"));
}

std::string django_cloud_page(const ApelSettings& settings) {
    std::string table =
        "  <table border=\"1\">\n    <tr>\n      <th>Site</th>\n"
        "      <th>VMsInLastUpdate</th>\n      <th>CloudType</th>\n"
        "      <th>LastUpdated</th>\n    </tr>\n    \n";
    for (const auto& row : rows_of(settings)) {
        table += several_lines(row);
    }
    return cloud_page_with(settings, table + "  </table>\n");
}

Publication old_publication(const PublishingSite& site) {
    if (whole_days(site) >= 31) {
        return {2, last_published_text(site, "ERROR")};
    }
    return whole_days(site) >= 7 ? Publication{1, last_published_text(site, "WARNING")}
                                 : Publication{0, last_published_text(site, "OK")};
}

Publication new_publication(const PublishingSite& site) {
    return site.days > 7 ? Publication{1, last_published_text(site, "WARNING")}
                         : Publication{0, last_published_text(site, "OK")};
}

std::string coloured(const Publication& publication) {
    static constexpr const char* colours[] = {"green", "orange", "red"};
    return std::string{"<font color='"} + colours[publication.status] + "'>" +
           escape_html(publication.text) + "</font>";
}

// Malformed as the real page: <html> before the document type, a title closed by </td>, <br> in a
// heading, no end of the list's items nor of the body.
std::string grid_page(const PublishingSite& site, const ApelSettings& settings,
                      const std::string& cell) {
    const auto name = escape_html(site.name);
    const auto made = settings.page_age_days ? days_ago(*settings.page_age_days) : days_ago(0);
    const auto heading = [](const std::string& text) {
        return "<th class='tableheader'>" + text + "</th>";
    };
    const auto value = [](const std::string& text) {
        return "<td align='middle' class='tabletext'>" + text + "</td>";
    };
    return "<html>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
           "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
           "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<title>APEL Publication Summary "
           ": SITE </title>\n</head>\n<body>\n<h3>APEL Publication Test</h3>\n<ul>\n"
           " <li> When the site published accounting data last.\n"
           " <li> A warning / error is raised if that was 7 / 31 days ago.\n" +
           (settings.page_age_days ? "<li>lastBuild : " + format_utc(made, date_and_time) + ".32"
                                   : std::string{}) +
           "</ul><hr><table>\n<tr><th colspan='5' class='tableheader'>" + name +
           "</td></tr>\n<tr>" + heading("ExecutingSite") + heading("MeasurementDate") +
           heading("MeasurementTime") + heading("Publication <br> Status") + "</tr><tr>" +
           value(name) + value(format_utc(made, "%Y-%m-%d")) + value(format_utc(made, "%H:%M:%S")) +
           value(cell) + "</tr></table></html>\n";
}

}  // namespace fedcloud::testbed
