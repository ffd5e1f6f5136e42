#pragma once

#include "features/myspace/spaceview.h"

#include <QWidget>

class QHBoxLayout;

namespace aiops::widgets {
class FilterBar;
class Label;
class SegmentedControl;
}

namespace aiops::myspace {

class ActiveFilters;
class CardModel;
class MenuButton;
struct Choice;

/// The row over the list: text filter, menus, group, sort, cards or table; below it what is wrong with the text, and
/// the filters that hold. Holds the view that it shows; whoever listens applies it.
class ViewBar final : public QWidget
{
    Q_OBJECT

public:
    explicit ViewBar(CardModel &model, QWidget *parent = nullptr);

    const SpaceView &view() const { return m_view; }
    void setView(const SpaceView &view); ///< does not emit changed()
    void showMode(const QString &mode);  ///< what it really is now
    void focusText();

signals:
    void changed(const aiops::myspace::SpaceView &view);
    void saveWanted();
    void left(); ///< Enter or Esc in the field: back to the list

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Facet { QString name; QString title; QStringList Choices::*values; MenuButton *button; };
    QHBoxLayout *makeRow();
    void addFacets(QHBoxLayout *row);
    void addArranging(QHBoxLayout *row);
    void change(const SpaceView &view);
    void show();
    void readText(const QString &text);
    void openFacet(const Facet &facet, QWidget *anchor);
    QList<Choice> choicesOf(const Facet &facet) const;
    void openMore();
    void openGroup();
    void openSort();
    void fit();

    CardModel &m_model;
    SpaceView m_view;
    widgets::FilterBar *m_text;
    widgets::Label *m_problem;
    QList<Facet> m_facets;
    MenuButton *m_more;
    MenuButton *m_group;
    MenuButton *m_sort;
    widgets::SegmentedControl *m_mode;
    ActiveFilters *m_active;
};

} // namespace aiops::myspace
